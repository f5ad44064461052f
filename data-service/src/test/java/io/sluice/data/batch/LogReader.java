package io.sluice.data.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.parts.TestBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;

/// Reads the log of a batch from the object store.
final class LogReader {
    private LogReader() {}

    static String text(S3Client objects, BatchFinished batch) {
        try (var packed = objects.getObject(request ->
                        request.bucket(TestBatch.bucket()).key(batch.logKey().orElseThrow()));
                var unpacked = new GZIPInputStream(packed)) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<BatchLogLine> lines(S3Client objects, BatchFinished batch) {
        return batch.logKey().isEmpty()
                ? List.of()
                : text(objects, batch).lines().map(LogReader::line).toList();
    }

    private static BatchLogLine line(String json) {
        try {
            return SluiceJson.mapper().readValue(json, BatchLogLine.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
