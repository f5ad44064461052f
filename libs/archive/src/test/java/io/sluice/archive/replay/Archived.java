package io.sluice.archive.replay;

import io.sluice.archive.Content;
import io.sluice.archive.FakeObjects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Archived files of the account `acme`.
final class Archived {
    private Archived() {}

    static String job(int number) {
        return "0193f0000000700080000000%08d".formatted(number);
    }

    static String key(int job, String source, String date) {
        return "archive/acme/%s/%s/%s/%s_%s.%s.csv.gz"
                .formatted(source, date.substring(0, 4), date.substring(4, 6), date, source, job(job));
    }

    /// Puts a file into the archive as the watcher does, with its report.
    static String put(FakeObjects objects, int job, String source, String date, String content) {
        var key = key(job, source, date);
        var metadata = Map.of(
                "job-id",
                job(job),
                "file-name",
                date + "_" + source + ".csv",
                "sha256",
                content(content).sha256(),
                "size",
                Integer.toString(content.length()),
                "outcome",
                "failed",
                "released-at",
                "2026-11-01T00:00:00Z");
        objects.write(key, metadata, to -> pack(content, to));
        objects.write(key.replace(".gz", ".errors.csv.gz"), metadata, to -> pack("report", to));
        return key;
    }

    private static void pack(String content, OutputStream to) throws IOException {
        try (var gzip = new GZIPOutputStream(to)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    static Content content(String text) {
        try {
            return Content.copy(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    () -> false);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
