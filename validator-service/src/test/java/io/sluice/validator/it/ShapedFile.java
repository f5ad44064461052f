package io.sluice.validator.it;

import java.io.IOException;
import java.io.Writer;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Files of several shapes; none of their texts can be made much smaller by compression.
enum ShapedFile {
    /// A GB of orders.
    ORDERS(1, 1_000_000_000L, 12, 310) {
        @Override
        void row(long row, Texts texts, Writer out) throws IOException {
            out.write(Long.toString(10_000_000 + row));
            out.write(row % 2 == 0 ? ",2024-02-03," : ",2024-11-30,");
            for (int i = 2; i < columns; i++) {
                texts.write(i % 3 == 0 ? 2 : 8, out);
                out.write(i + 1 < columns ? "," : "\n");
            }
        }
    },
    /// A GB of 500 columns of long texts.
    MANY_COLUMNS(1, 1_000_000_000L, 500, 360) {
        @Override
        void row(long row, Texts texts, Writer out) throws IOException {
            for (int i = 0; i < columns; i++) {
                texts.write(20 + (int) ((row + i) % 60), out);
                out.write(i + 1 < columns ? "," : "\n");
            }
        }
    },
    /// Cells of a megabyte, in any of 200 columns.
    WIDE_CELLS(1, 400_000_000L, 200, 310) {
        @Override
        void row(long row, Texts texts, Writer out) throws IOException {
            one(row, 1_000_000, texts, out);
        }
    },
    /// Four files at the same time with the largest records that there may be, in any of 200 columns.
    LARGE_RECORDS(4, 60_000_000L, 200, 500) {
        @Override
        void row(long row, Texts texts, Writer out) throws IOException {
            one(row, 16_700_000, texts, out);
        }
    };

    final int files;
    final int columns;
    /// Memory of the validator that no file backs.
    final long mostMegabytes;
    private final long bytes;

    ShapedFile(int files, long bytes, int columns, long mostMegabytes) {
        this.files = files;
        this.bytes = bytes;
        this.columns = columns;
        this.mostMegabytes = mostMegabytes;
    }

    abstract void row(long row, Texts texts, Writer out) throws IOException;

    /// One long cell in a row.
    void one(long row, int length, Texts texts, Writer out) throws IOException {
        for (int i = 0; i < columns; i++) {
            if (i == row % columns) {
                texts.write(length, out);
            }
            out.write(i + 1 < columns ? "," : "\n");
        }
    }

    /// The document of schema-service: all columns are texts.
    String schema() {
        return """
                {"source_type": "order", "source_name": "Order", "description": "", "version": 1, "schema": [%s],
                 "field_ids": {%s}, "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
                """.formatted(each("{\"name\": \"c%1$d\", \"type\": \"String\"}", ", "), each("\"c%1$d\": %1$d", ", "));
    }

    private String each(String format, String delimiter) {
        return IntStream.rangeClosed(1, columns).mapToObj(format::formatted).collect(Collectors.joining(delimiter));
    }

    void writeTo(Writer out) throws IOException {
        out.write(each("c%d", ","));
        out.write("\n");
        var texts = new Texts();
        for (long row = 0; texts.written < bytes; row++) {
            row(row, texts, out);
        }
    }

    /// Texts of random letters and digits.
    static final class Texts {
        private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

        private final char[] pool = new char[20_000_000];
        private final SplittableRandom places = new SplittableRandom(1);
        private long written;

        Texts() {
            var bits = new byte[pool.length];
            new Random(1).nextBytes(bits);
            for (int i = 0; i < pool.length; i++) {
                pool[i] = LETTERS.charAt(bits[i] & 0x3f);
            }
        }

        void write(int length, Writer out) throws IOException {
            out.write(pool, places.nextInt(pool.length - length), length);
            written += length + 1;
        }
    }
}
