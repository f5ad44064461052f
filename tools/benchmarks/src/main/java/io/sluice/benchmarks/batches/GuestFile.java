package io.sluice.benchmarks.batches;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.zip.GZIPOutputStream;

/// A gzip file of guests; a line has about 270 bytes, an entity 200.
final class GuestFile {
    /// What the guests' source declares.
    static final String FIELDS = """
        [{"name": "id", "type": "String", "constraints": {"required": true}},
         {"name": "name", "type": "String", "constraints": {"required": true, "maxLength": 100}},
         {"name": "email", "type": "String", "format": "email"},
         {"name": "points", "type": "Integer"},
         {"name": "address", "type": "Object", "fields": [
           {"name": "city", "type": "String"}, {"name": "street", "type": "String"}]},
         {"name": "tags", "type": "Array", "items": {"type": "String"}},
         {"name": "ext", "type": "Object"}]
        """;

    private static final int BUFFER = 1 << 16;

    private GuestFile() {}

    /// Writes upserts until there are so many records, or so many bytes of gzip.
    ///
    /// @param guest the number of the guest that a line changes
    /// @return the number of records
    static int write(Path file, int records, long bytes, IntUnaryOperator guest) throws IOException {
        Files.createDirectories(file.getParent());
        var random = new Random(file.hashCode());
        var count = 0;
        try (var packed = Files.newOutputStream(file);
                var lines = new OutputStreamWriter(new GZIPOutputStream(packed, BUFFER), StandardCharsets.US_ASCII)) {
            // The size grows in steps of the buffer, so it is looked at now and then.
            while (count < records && (count % 1_000 != 0 || Files.size(file) < bytes)) {
                write(lines, random, guest.applyAsInt(count));
                count++;
            }
        }
        return count;
    }

    private static void write(Writer lines, Random random, int guest) throws IOException {
        lines.write("""
            {"ref":"%s","schema":"guest","mode":"upsert","value":{"id":"guest-%d","name":"Name of %d",\
            "email":"guest%d@example.com","points":%d,\
            "address":{"city":"Taipei","street":"Street of so many houses %d"},"tags":["a","b"]}}
            """.formatted(
                        new UUID(random.nextLong(), random.nextLong()),
                        guest,
                        guest,
                        guest,
                        random.nextInt(1_000_000),
                        random.nextInt(10_000)));
    }
}
