package io.sluice.batch.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.batch.state.Batch;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.json.SluiceJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// The log of a batch whose upload did not match its checksum: one line, as clients wait for one.
final class CorruptedLog {
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private CorruptedLog() {}

    /// A gzip file.
    static InputStream of(Batch batch) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write((line(batch) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return new ByteArrayInputStream(packed.toByteArray());
    }

    private static String line(Batch batch) throws JsonProcessingException {
        return JSON.writeValueAsString(BatchLogLine.ofFile(
                400,
                "checksum-mismatch",
                "The uploaded bytes do not have the declared MD5 checksum %s; allocate a new batch with the checksum of the file"
                        .formatted(batch.checksum())));
    }
}
