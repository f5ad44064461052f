package io.sluice.batch.listing;

import io.sluice.batch.state.BatchQuery;
import io.sluice.batch.state.BatchState;
import io.sluice.contracts.account.AccountId;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of both lists.
public class BatchListParameters {
    private static final Duration LISTED = Duration.ofDays(30);
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_000;

    @QueryParam("status")
    @Parameter(
            description =
                    "words with commas between: uploading, file_uploaded, processing, fileprocessing, success, error, corrupted")
    @Nullable
    String status;

    @QueryParam("createdAfter")
    @Parameter(description = "ISO 8601, e.g. 2016-02-06T13:41:54.251Z, 2016-02-06T14:41:54+0100, or 2016-02-06 (UTC)")
    @Nullable
    String createdAfter;

    @QueryParam("createdBefore")
    @Parameter(description = "ISO 8601, e.g. 2016-02-06T13:41:54.251Z, 2016-02-06T14:41:54+0100, or 2016-02-06 (UTC)")
    @Nullable
    String createdBefore;

    @QueryParam("offset")
    @Parameter(
            description = "how many batches are skipped",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
    @Nullable
    String offset;

    @QueryParam("limit")
    @Parameter(
            description = "batches on a page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Nullable
    String limit;

    BatchQuery query(AccountId account, Instant now) {
        var oldest = now.minus(LISTED);
        return new BatchQuery(
                account,
                states(),
                moment("createdAfter", createdAfter).filter(oldest::isBefore).orElse(oldest),
                moment("createdBefore", createdBefore),
                number("offset", offset, 0, 0, Integer.MAX_VALUE),
                number("limit", limit, USUAL_LIMIT, 1, HIGHEST_LIMIT));
    }

    private Set<BatchState> states() {
        if (status == null || status.isBlank()) {
            return EnumSet.allOf(BatchState.class);
        }
        var states = EnumSet.noneOf(BatchState.class);
        for (var word : status.split(",", -1)) {
            var meant = Stream.of(BatchState.values())
                    .filter(state -> state.isCalled(word.strip()))
                    .toList();
            if (meant.isEmpty()) {
                throw Problems.badRequest("status has \"%s\", expected some of %s with commas between."
                        .formatted(word.strip(), String.join(", ", words())));
            }
            states.addAll(meant);
        }
        return states;
    }

    private static Set<String> words() {
        var words = new TreeSet<String>();
        for (var state : BatchState.values()) {
            words.add(state.code());
            words.add(state.inspected());
        }
        return words;
    }

    private static Optional<Instant> moment(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (ListedMoment.read(text)) {
                    case ListedMoment.Known(var moment) -> moment;
                    case ListedMoment.WithoutZone() ->
                        throw Problems.badRequest(
                                "%s is \"%s\", which has no zone: add Z for UTC or an offset such as +01:00, e.g. 2016-02-06T13:41:54.251Z."
                                        .formatted(name, text));
                    case ListedMoment.Unreadable() ->
                        throw Problems.badRequest(
                                "%s is \"%s\", expected a date or a date-time with its zone, e.g. 2016-02-06T13:41:54.251Z."
                                        .formatted(name, text));
                });
    }

    private static int number(String name, @Nullable String text, int usual, int lowest, int highest) {
        if (text == null || text.isBlank()) {
            return usual;
        }
        if (text.matches("0*[0-9]{1,18}")) {
            var number = Long.parseLong(text);
            if (number >= lowest && number <= highest) {
                return (int) number;
            }
        }
        throw Problems.badRequest(
                "%s is \"%s\", expected a number from %d to %d.".formatted(name, text, lowest, highest));
    }
}
