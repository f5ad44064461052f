package io.sluice.engine.gzip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Packs small files for tests.
public final class PackedFiles {
    private PackedFiles() {}

    public static byte[] gzip(String text) {
        return gzip(text.getBytes(UTF_8));
    }

    public static byte[] gzip(byte[] bytes) {
        var file = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(file)) {
            stream.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    /// An archive of one file of JSON.
    public static byte[] zip() {
        var file = new ByteArrayOutputStream();
        try (var stream = new ZipOutputStream(file)) {
            stream.putNextEntry(new ZipEntry("records.json"));
            stream.write("{}".getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }
}
