package io.sluice.parquet;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.parquet.ColumnType.TextType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

/// Writes files whose columns would each take a megabyte of the memory, were anything kept of what a page
/// held, and one whose values have a megabyte each.
final class SmallHeap {
    private static final int COLUMNS = 200;
    private static final int ROW_GROUP = 4 << 20;

    private SmallHeap() {}

    public static void main(String[] arguments) throws IOException {
        wideCells();
        shortTexts();
        largeEntities();
        System.out.println("written");
    }

    /// One cell of half a megabyte in each row, each time in another column.
    private static void wideCells() throws IOException {
        var wide = new byte[1 << 19];
        new Random(1).nextBytes(wide);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (byte) ('0' + (wide[i] & 0x3f));
        }
        try (var file = new ParquetFile(columns(), ROW_GROUP, OutputStream.nullOutputStream())) {
            for (int row = 0; row < COLUMNS; row++) {
                file.begin();
                for (int i = 0; i < COLUMNS; i++) {
                    if (i == row) {
                        file.column(i).put(wide, 0, wide.length);
                    } else {
                        file.column(i).putNull();
                    }
                }
                file.end(1);
            }
            file.finish();
        }
    }

    /// Texts of four bytes that repeat once, so that each column begins a dictionary.
    private static void shortTexts() throws IOException {
        try (var file = new ParquetFile(columns(), ROW_GROUP, OutputStream.nullOutputStream())) {
            var text = new byte[4];
            for (int row = 0; row < 12_000; row += 100) {
                file.begin();
                for (int i = 0; i < COLUMNS; i++) {
                    for (int k = row; k < row + 100; k++) {
                        for (int at = 0, left = k / 2; at < text.length; at++, left >>= 6) {
                            text[at] = (byte) ('0' + (left & 0x3f));
                        }
                        file.column(i).put(text, 0, text.length);
                    }
                }
                file.end(100);
            }
            file.finish();
        }
    }

    /// Four entities are a row group.
    private static void largeEntities() {
        var schema = EntityFiles.schema(FieldDeclaration.of("text", "String"));
        var value = "{\"text\":\"%s\"}".formatted("x".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);
        var ids = new HashMap<String, Integer>();
        try (var rows = new EntityRows(
                schema,
                path -> ids.computeIfAbsent(path, any -> ids.size() + 1),
                ROW_GROUP,
                OutputStream.nullOutputStream())) {
            for (int i = 0; i < 60; i++) {
                value[9] = (byte) ('a' + i % 26);
                rows.add(new EntityRecord(
                        EntityRecord.Text.of(EntityFiles.ref(i).getBytes(StandardCharsets.UTF_8)),
                        EntityRecord.Text.of(value),
                        EntityRecord.Text.of("batch".getBytes(StandardCharsets.UTF_8)),
                        i + 1L,
                        0));
            }
            rows.finish();
        }
    }

    private static List<ParquetColumn> columns() {
        var columns = new ArrayList<ParquetColumn>();
        for (int i = 1; i <= COLUMNS; i++) {
            columns.add(new ParquetColumn("c" + i, i, new TextType(), false));
        }
        return columns;
    }
}
