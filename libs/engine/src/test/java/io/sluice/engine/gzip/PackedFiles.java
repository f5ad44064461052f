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

    /// An archive as `tar --format=v7` makes it: without the word `ustar`.
    public static byte[] tarOfSeventhEdition(String name, String content) {
        var file = new byte[2_048];
        put(file, 0, name);
        put(file, 100, "0000644\0000001750\0000001750\0%011o\00015113376000\0        \0".formatted(content.length()));
        put(file, 512, content);
        var sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += file[i];
        }
        put(file, 148, "%06o\0 ".formatted(sum));
        return file;
    }

    private static void put(byte[] file, int at, String text) {
        System.arraycopy(text.getBytes(UTF_8), 0, file, at, text.length());
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
