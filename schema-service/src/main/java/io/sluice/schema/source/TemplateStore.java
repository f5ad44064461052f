package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.ChangeKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Stores the sources of templates in PostgreSQL, in one transaction that holds the account's row: it looks
/// at all of them before it stores the first one.
@ApplicationScoped
class TemplateStore implements TemplateStorage {
    private final AccountChanges changes;
    private final SourceStore sources;
    private final SourceVersionStore versions;
    private final SourceConfig config;

    TemplateStore(AccountChanges changes, SourceStore sources, SourceVersionStore versions, SourceConfig config) {
        this.changes = changes;
        this.sources = sources;
        this.versions = versions;
        this.config = config;
    }

    @Override
    public Uni<TemplateCreation> createMissing(AccountId account, List<Source> fresh) {
        return changes.inTransactionOf(
                account,
                new TemplateCreation.UnknownAccount(),
                () -> Multi.createFrom()
                        .iterable(fresh)
                        .onItem()
                        .transformToUniAndConcatenate(source -> standing(account, source))
                        .collect()
                        .asList()
                        .chain(standings -> storeUnlessHindered(account, standings)));
    }

    /// How a source of a template stands in an account whose row is locked.
    private sealed interface Standing {
        record Present(Source source) implements Standing {}

        record Missing(Source fresh) implements Standing {}

        record Retired(SourceRow row, Source restored) implements Standing {}

        record Clash(TemplateCreation reason) implements Standing {}
    }

    private Uni<Standing> standing(AccountId account, Source fresh) {
        return sources.locked(account, fresh.sourceType())
                .chain(row -> SourceStore.current(account, fresh.sourceType())
                        .chain(found -> found.filter(source -> !source.retired())
                                .map(source -> Uni.createFrom().item(present(source, fresh)))
                                .orElseGet(() -> absent(account, row, found, fresh))));
    }

    private static Standing present(Source source, Source fresh) {
        return source.intake().equals(fresh.intake())
                ? new Standing.Present(source)
                : new Standing.Clash(new TemplateCreation.OtherIntake(source, fresh));
    }

    private Uni<Standing> absent(AccountId account, Optional<SourceRow> row, Optional<Source> retired, Source fresh) {
        if (row.isEmpty()) {
            return sources.takenBy(account, fresh)
                    .map(taken -> taken.map(TemplateStore::hindered).orElseGet(() -> new Standing.Missing(fresh)));
        }
        var before = retired.orElseThrow();
        if (before.intake().kind() != fresh.intake().kind()) {
            return Uni.createFrom().item(new Standing.Clash(new TemplateCreation.OtherIntake(before, fresh)));
        }
        return versions.timeToWait(row.get())
                .chain(wait -> wait.isPresent()
                        ? Uni.createFrom()
                                .item(hindered(new SourceCreation.TooManyChanges(
                                        fresh.sourceType(), versions.changesPerHour(), wait.get())))
                        : sources.takenBy(account, fresh)
                                .map(taken -> taken.map(TemplateStore::hindered)
                                        .orElseGet(() -> new Standing.Retired(row.get(), restored(before, fresh)))));
    }

    private static Source restored(Source before, Source fresh) {
        return before.changed(fresh.definition(), fresh.updatedAt(), fresh.updatedBy())
                .taking(fresh.intake())
                .retired(false);
    }

    private static Standing hindered(SourceCreation reason) {
        return new Standing.Clash(new TemplateCreation.Hindered(reason));
    }

    private Uni<TemplateCreation> storeUnlessHindered(AccountId account, List<Standing> standings) {
        var clash = standings.stream()
                .filter(Standing.Clash.class::isInstance)
                .map(standing -> ((Standing.Clash) standing).reason())
                .findFirst();
        if (clash.isPresent()) {
            return Uni.createFrom().item(clash.get());
        }
        var missing =
                standings.stream().filter(Standing.Missing.class::isInstance).count();
        return sources.count("accountId", account.value())
                .chain(present -> missing > 0 && present + missing > config.maxPerAccount()
                        ? Uni.createFrom()
                                .item(new TemplateCreation.Hindered(
                                        new SourceCreation.TooManySources(config.maxPerAccount())))
                        : storeMissing(account, standings));
    }

    private Uni<TemplateCreation> storeMissing(AccountId account, List<Standing> standings) {
        return Multi.createFrom()
                .iterable(standings)
                .onItem()
                .transformToUniAndConcatenate(standing -> switch (standing) {
                    case Standing.Missing(var source) ->
                        sources.add(account, source)
                                .chain(() -> changes.record(account, ChangeKind.SOURCE))
                                .replaceWith(Optional.of(source));
                    case Standing.Retired(var row, var source) ->
                        sources.store(account, row, source).replaceWith(Optional.of(source));
                    case Standing.Present _, Standing.Clash _ ->
                        Uni.createFrom().item(Optional.<Source>empty());
                })
                .collect()
                .asList()
                .map(stored -> stored.stream().flatMap(Optional::stream).toList())
                .map(made -> made.isEmpty()
                        ? new TemplateCreation.AllPresent(standings.stream()
                                .map(standing -> ((Standing.Present) standing).source())
                                .toList())
                        : new TemplateCreation.Created(made));
    }
}
