package io.sluice.archive.replay;

import io.sluice.archive.ArchiveKey;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.web.parameter.DatedPageParameters;
import io.sluice.web.parameter.OpaqueText;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of a list request. The cursor holds the last key of the previous page.
final class ArchiveParameters extends DatedPageParameters {
    @QueryParam("source_type")
    @Nullable
    SourceType sourceType;

    ArchiveQuery query(AccountId account) {
        var dates = dates();
        return new ArchiveQuery(
                account,
                Optional.ofNullable(sourceType),
                dates.from(),
                dates.to(),
                cursor(text -> lastKey(account, text)));
    }

    private static Optional<String> lastKey(AccountId account, String cursor) {
        return OpaqueText.read(cursor)
                .flatMap(ArchiveKey::read)
                .filter(key -> key.account().equals(account))
                .map(ArchiveKey::toString);
    }
}
