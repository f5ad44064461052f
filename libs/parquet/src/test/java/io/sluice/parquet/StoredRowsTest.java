package io.sluice.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.parquet.ColumnType.BooleanType;
import io.sluice.parquet.ColumnType.DateType;
import io.sluice.parquet.ColumnType.DecimalType;
import io.sluice.parquet.ColumnType.DoubleType;
import io.sluice.parquet.ColumnType.IntType;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import io.sluice.parquet.ColumnType.TimestampType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [ParquetFile] wrote comes back, with the smallest memory that it can have.
class StoredRowsTest {
    /// They are one value when rows are compared.
    @Test
    void readsMinusZeroAsZero() throws IOException {
        var file = write(1 << 20, List.of(new ParquetColumn("e", 1, new DoubleType(), false)), rows -> {
            rows.begin();
            rows.column(0).put(-0.0);
            rows.end(1);
        });

        var rows = StoredRows.open(file);

        assertThat(rows.next()).isTrue();
        assertThat(rows.column(0).json()).isEqualTo(0.0);
    }

    @Test
    void readsEachType() throws IOException {
        var digits = new BigInteger("-12345678901234567890123456789012345678");
        var file = write(
                1 << 20,
                List.of(
                        new ParquetColumn("i", 1, new IntType(), false),
                        new ParquetColumn("l", 2, new LongType(), false),
                        new ParquetColumn("e", 3, new DoubleType(), false),
                        new ParquetColumn("b", 4, new BooleanType(), false),
                        new ParquetColumn("s", 5, new TextType(), true),
                        new ParquetColumn("day", 6, new DateType(), false),
                        new ParquetColumn("t", 7, new TimestampType(true), false),
                        new ParquetColumn("local", 8, new TimestampType(false), false),
                        new ParquetColumn("d9", 9, new DecimalType(9, 2), false),
                        new ParquetColumn("d18", 10, new DecimalType(18, 0), false),
                        new ParquetColumn("d38", 11, new DecimalType(38, 18), false)),
                rows -> {
                    rows.begin();
                    for (int i = 0; i < 11; i++) {
                        rows.column(i).putNull();
                    }
                    rows.column(0).put(2026);
                    rows.column(1).put(Long.MIN_VALUE);
                    rows.column(2).put(-0.5);
                    rows.column(3).put(true);
                    var text = "雨 ☔".getBytes(StandardCharsets.UTF_8);
                    rows.column(4).put(text, 0, text.length);
                    rows.column(5).put((int) LocalDate.of(1, 1, 1).toEpochDay());
                    rows.column(6).put(-1L);
                    rows.column(7).put(0L);
                    rows.column(8).put(-105);
                    rows.column(9).put(999_999_999_999_999_999L);
                    var wide = digits.toByteArray();
                    rows.column(10).put(wide, 0, wide.length);
                    rows.end(2);
                });

        var rows = StoredRows.open(file);

        assertThat(rows.rows()).isEqualTo(2);
        assertThat(rows.columns())
                .extracting(column -> column.name() + " " + column.id())
                .containsExactly(
                        "i 1", "l 2", "e 3", "b 4", "s 5", "day 6", "t 7", "local 8", "d9 9", "d18 10", "d38 11");
        assertThat(rows.columns().get(8).type()).isEqualTo(new DecimalType(9, 2));
        assertThat(rows.next()).isTrue();
        assertThat(row(rows)).containsOnlyNulls();
        assertThat(rows.next()).isTrue();
        assertThat(row(rows))
                .containsExactly(
                        2026,
                        Long.MIN_VALUE,
                        -0.5,
                        true,
                        "雨 ☔",
                        "0001-01-01",
                        "1969-12-31T23:59:59.999999Z",
                        "1970-01-01T00:00:00",
                        new BigDecimal("-1.05"),
                        new BigDecimal("999999999999999999"),
                        new BigDecimal(digits, 18));
        assertThat(rows.next()).isFalse();
    }

    /// Several row groups, pages and dictionaries; gaps and texts of all lengths.
    @Test
    void findsRowsInSeveralRowGroups() throws IOException {
        var file = manyRows(20_000);
        var places = LongStream.iterate(0, place -> place < 20_000, place -> place + 1 + place % 17 * (place % 5) * 40);

        var rows = StoredRows.open(file);
        var inOrder = StoredRows.open(file);
        var found = new ArrayList<List<@Nullable Object>>();
        var expected = new ArrayList<List<@Nullable Object>>();
        for (var place : places.toArray()) {
            assertThat(rows.moveTo(place)).isTrue();
            found.add(row(rows));
            expected.add(manyRow((int) place));
        }
        assertThat(found).isEqualTo(expected);
        for (int i = 0; i < 20_000; i++) {
            assertThat(inOrder.next()).isTrue();
            assertThat(row(inOrder)).isEqualTo(manyRow(i));
        }
        assertThat(inOrder.next()).isFalse();
        assertThat(rows.moveTo(20_000)).isFalse();
        assertThatThrownBy(() -> rows.moveTo(3)).hasMessageMatching("expected a row after [0-9]+ but got 3");
    }

    /// The text of each row, its number, and every third text is missing.
    private static List<@Nullable Object> manyRow(int i) {
        return Arrays.asList((long) i, i % 3 == 0 ? null : "x".repeat(i % 70) + i % 100, i % 2 == 0);
    }

    private static StoredFile manyRows(int count) throws IOException {
        return write(
                1 << 14,
                List.of(
                        new ParquetColumn("n", 1, new LongType(), false),
                        new ParquetColumn("s", 2, new TextType(), false),
                        new ParquetColumn("b", 3, new BooleanType(), false)),
                rows -> {
                    for (int i = 0; i < count; i++) {
                        rows.begin();
                        rows.column(0).put((long) i);
                        if (manyRow(i).get(1) instanceof String text) {
                            rows.column(1).put(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
                        } else {
                            rows.column(1).putNull();
                        }
                        rows.column(2).put(i % 2 == 0);
                        rows.end(1);
                    }
                });
    }

    /// A decimal is the same with a larger precision; two texts are not the same as one.
    @Test
    void appendsEqualValuesEqually() {
        assertThat(cells(cells -> cells.putWide(-105L)))
                .isEqualTo(cells(cells -> cells.putWide(ByteBuffer.wrap(new byte[] {-1, -105}))))
                .isEqualTo("01" + "ff".repeat(15) + "97");
        assertThat(cells(cells -> cells.putWide(300L)))
                .isEqualTo(cells(cells -> cells.putWide(ByteBuffer.wrap(new byte[] {0, 1, 44}))));
        assertThat(cells(cells -> cells.put(-0.0))).isEqualTo(cells(cells -> cells.put(0.0)));
        assertThat(cells(cells -> text(cells, "a", "bc"))).isNotEqualTo(cells(cells -> text(cells, "ab", "c")));
        assertThat(cells(cells -> text(cells, ""))).isEqualTo("0100000000");
        assertThat(cells(CellBytes::putNull)).isEqualTo("00");
    }

    @Test
    void refusesWhatIsNoParquetFile() {
        var text = "no Parquet file".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> StoredRows.open(stored(text)))
                .isInstanceOf(IOException.class)
                .hasMessage("the end of the file is not that of a Parquet file");
        assertThatThrownBy(() -> StoredRows.open(stored(new byte[7])))
                .isInstanceOf(IOException.class)
                .hasMessage("expected a Parquet file but got 7 bytes");
    }

    private static void text(CellBytes cells, String... texts) {
        for (var text : texts) {
            cells.put(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String cells(Consumer<CellBytes> writer) {
        var cells = new CellBytes();
        writer.accept(cells);
        return HexFormat.of().formatHex(cells.array(), 0, cells.length());
    }

    private static List<@Nullable Object> row(StoredRows rows) {
        var row = new ArrayList<@Nullable Object>();
        for (int i = 0; i < rows.columns().size(); i++) {
            row.add(rows.column(i).json());
        }
        return row;
    }

    private interface Writer {
        void write(ParquetFile rows) throws IOException;
    }

    private static StoredFile write(int rowGroupBytes, List<ParquetColumn> columns, Writer writer) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var rows = new ParquetFile(columns, rowGroupBytes, out)) {
            writer.write(rows);
            rows.finish();
        }
        return stored(out.toByteArray());
    }

    private static StoredFile stored(byte[] bytes) {
        return new StoredFile() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long from, int length) {
                return Arrays.copyOfRange(bytes, (int) from, (int) from + length);
            }
        };
    }
}
