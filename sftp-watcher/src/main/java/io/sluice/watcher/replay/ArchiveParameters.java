package io.sluice.watcher.replay;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.kit.problem.Problems;
import io.sluice.watcher.archive.ArchiveKey;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a listing; a value that cannot be read is a 400 that names its parameter.
final class ArchiveParameters {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    @QueryParam("source_type")
    @Nullable
    String sourceType;

    @QueryParam("from")
    @Parameter(description = "first data date, YYYYMMDD")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "last data date, YYYYMMDD")
    @Nullable
    String to;

    @QueryParam("limit")
    @Parameter(description = "files on a page, 1 to 200, usually 50")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "the former page's next")
    @Nullable
    String cursor;

    ArchiveQuery query(AccountId account) {
        var first = date("from", from);
        var last = date("to", to);
        if (first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) > 0) {
            throw Problems.badRequest("from is %s and to is %s, expected from to be no later than to."
                    .formatted(first.get(), last.get()));
        }
        return new ArchiveQuery(account, source(), first, last, after(account));
    }

    int limit() {
        try {
            var number = limit == null ? USUAL_LIMIT : Integer.parseInt(limit);
            if (number >= 1 && number <= HIGHEST_LIMIT) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw badLimit();
        }
        throw badLimit();
    }

    static String cursor(String lastKey) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(StandardCharsets.US_ASCII));
    }

    private RuntimeException badLimit() {
        return Problems.badRequest("limit is \"%s\", expected a number from 1 to %d.".formatted(limit, HIGHEST_LIMIT));
    }

    private Optional<SourceType> source() {
        return Optional.ofNullable(sourceType)
                .map(text -> SourceType.of(text)
                        .orElseThrow(() -> Problems.badRequest(
                                "source_type is \"%s\", expected a source type like order.".formatted(text))));
    }

    private static Optional<DataDate> date(String name, @Nullable String text) {
        return Optional.ofNullable(text)
                .map(present -> DataDate.of(present)
                        .orElseThrow(() -> Problems.badRequest(
                                "%s is \"%s\", expected a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125."
                                        .formatted(name, present))));
    }

    private Optional<String> after(AccountId account) {
        return Optional.ofNullable(cursor)
                .map(text -> lastKey(text)
                        .filter(key -> key.account().equals(account))
                        .map(ArchiveKey::toString)
                        .orElseThrow(() -> Problems.badRequest(
                                "cursor is \"%s\", expected the next of a former page.".formatted(text))));
    }

    private static Optional<ArchiveKey> lastKey(String text) {
        try {
            return ArchiveKey.read(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
