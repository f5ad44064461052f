package io.sluice.batch.allocation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.batch.address.BatchLinks;
import io.sluice.batch.state.Batch;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A batch as its client sees it. Keys are in camelCase, dates have milliseconds.
///
/// @param location where its file is to be sent; it may have expired
@JsonNaming(LowerCamelCaseStrategy.class)
record BatchDocument(
        String href,
        BatchRef ref,
        Md5 checksum,
        long size,
        LocationDocument location,
        StatusDocument status,
        String createdAt,
        String modifiedAt) {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static BatchDocument of(Batch batch, BatchLinks links) {
        return new BatchDocument(
                links.batch(batch.ref()),
                batch.ref(),
                batch.checksum(),
                batch.size(),
                new LocationDocument(links.upload(batch), text(batch.uploadExpiresAt())),
                new StatusDocument(batch.state().code()),
                text(batch.createdAt()),
                text(batch.modifiedAt()));
    }

    private static String text(Instant moment) {
        return MILLIS.format(moment);
    }

    /// Where the file is to be sent, and until when.
    record LocationDocument(String href, String expiry) {}

    /// The state of the batch.
    record StatusDocument(String code) {}
}
