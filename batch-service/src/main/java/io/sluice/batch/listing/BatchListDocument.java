package io.sluice.batch.listing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.batch.address.BatchLinks;
import io.sluice.batch.document.BatchTimes;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchPage;
import io.sluice.batch.state.BatchQuery;
import io.sluice.batch.state.BatchState;
import io.sluice.contracts.batch.BatchRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A page of batches. In its items the status is a text, and the address is that of `inspect`.
@JsonNaming(LowerCamelCaseStrategy.class)
record BatchListDocument(long totalCount, int offset, int limit, List<ItemDocument> items) {

    /// @param words how a state is called here
    static BatchListDocument of(
            BatchQuery query, BatchPage page, BatchLinks links, Instant now, Function<BatchState, String> words) {
        return new BatchListDocument(
                page.totalCount(),
                query.offset(),
                query.limit(),
                page.batches().stream()
                        .map(batch -> ItemDocument.of(batch, links, now, words))
                        .toList());
    }

    /// One batch.
    ///
    /// @param log where its log is, when its state is `error`
    @JsonNaming(LowerCamelCaseStrategy.class)
    record ItemDocument(
            String href, BatchRef ref, String status, Optional<String> log, String createdAt, String modifiedAt) {
        static ItemDocument of(Batch batch, BatchLinks links, Instant now, Function<BatchState, String> words) {
            return new ItemDocument(
                    links.inspect(batch.ref()),
                    batch.ref(),
                    words.apply(batch.state()),
                    batch.state() == BatchState.ERROR ? Optional.of(links.log(batch, now)) : Optional.empty(),
                    BatchTimes.text(batch.createdAt()),
                    BatchTimes.text(batch.modifiedAt()));
        }
    }
}
