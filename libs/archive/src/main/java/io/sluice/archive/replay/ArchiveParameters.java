package io.sluice.archive.replay;

import io.sluice.archive.ArchiveKey;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.web.parameter.OpaqueText;
import io.sluice.web.parameter.PageParameters;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of a listing of the archive; its cursor holds the last key.
final class ArchiveParameters extends PageParameters {
    @QueryParam("source_type")
    @Nullable
    String sourceType;

    ArchiveQuery query(AccountId account) {
        var dates = dates();
        return new ArchiveQuery(account, source(), dates.from(), dates.to(), cursor(text -> lastKey(account, text)));
    }

    private Optional<SourceType> source() {
        return Optional.ofNullable(sourceType)
                .map(text -> SourceType.of(text)
                        .orElseThrow(() -> Problems.badRequest(
                                "source_type is \"%s\", expected a source type like order.".formatted(text))));
    }

    private static Optional<String> lastKey(AccountId account, String cursor) {
        return OpaqueText.read(cursor)
                .flatMap(ArchiveKey::read)
                .filter(key -> key.account().equals(account))
                .map(ArchiveKey::toString);
    }
}
