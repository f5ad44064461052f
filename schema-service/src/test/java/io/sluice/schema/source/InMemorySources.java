package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Keeps the sources of one account in memory, by the rules of [Sources].
final class InMemorySources implements Sources {
    private final AccountId account;
    private final Map<SourceType, List<Source>> versions = new HashMap<>();
    private final Set<SourceType> retired = new HashSet<>();

    InMemorySources(AccountId account) {
        this.account = account;
    }

    List<Source> versions(SourceType type) {
        return versions.getOrDefault(type, List.of());
    }

    @Override
    public Uni<SourceCreation> create(
            AccountId account, SourceType type, Function<Optional<Source>, SourceCreation> decide) {
        if (!account.equals(this.account)) {
            return Uni.createFrom().item(new SourceCreation.UnknownAccount());
        }
        var decided = decide.apply(current(type));
        if (decided instanceof SourceCreation.Created(Source source)) {
            store(source);
        }
        return Uni.createFrom().item(decided);
    }

    @Override
    public Uni<SourceChange> change(AccountId account, SourceType type, Function<Source, SourceChange> decide) {
        if (!account.equals(this.account)) {
            return Uni.createFrom().item(new SourceChange.UnknownAccount());
        }
        var decided = current(type).map(decide).orElseGet(SourceChange.UnknownSource::new);
        if (decided instanceof SourceChange.Changed(Source source)) {
            store(source);
        }
        return Uni.createFrom().item(decided);
    }

    void retire(SourceType type) {
        retired.add(type);
    }

    private Optional<Source> current(SourceType type) {
        var all = versions(type);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().retired(retired.contains(type)));
    }

    private void store(Source source) {
        var type = source.sourceType();
        if (source.retired()) {
            retired.add(type);
        } else {
            retired.remove(type);
        }
        var all = versions.computeIfAbsent(type, first -> new ArrayList<>());
        if (all.isEmpty() || all.getLast().version() < source.version()) {
            all.add(source);
        }
    }
}
