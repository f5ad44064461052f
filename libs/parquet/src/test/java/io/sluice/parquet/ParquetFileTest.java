package io.sluice.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.parquet.ColumnType.BooleanType;
import io.sluice.parquet.ColumnType.DecimalType;
import io.sluice.parquet.ColumnType.DoubleType;
import io.sluice.parquet.ColumnType.IntType;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// DuckDB reads what was written, however often values repeat or miss.
class ParquetFileTest {
    private static final int ROWS = 12_000;
    private static final List<ColumnType> TYPES = List.of(
            new LongType(),
            new IntType(),
            new DoubleType(),
            new BooleanType(),
            new TextType(),
            new DecimalType(30, 0),
            new DecimalType(12, 2));

    @TempDir
    Path folder;

    /// How many different values there are, and how they follow each other.
    private enum Shape {
        ALL_MISSING(1, 0),
        ONE_VALUE(1, 1),
        FEW_VALUES(5, 1),
        MOSTLY_MISSING(300, 0.01),
        HALF_MISSING(1 << 16, 0.5),
        UNIQUE(Integer.MAX_VALUE, 0.999);

        private final int values;
        private final double present;

        Shape(int values, double present) {
            this.values = values;
            this.present = present;
        }

        /// Runs of equal values are of any length.
        List<@Nullable Integer> of(long seed) {
            var random = new SplittableRandom(seed);
            var all = new ArrayList<@Nullable Integer>();
            while (all.size() < ROWS) {
                var value = random.nextDouble() < present ? random.nextInt(values) - values / 2 : null;
                var length = this == UNIQUE || random.nextInt(4) > 0 ? 1 : random.nextInt(700);
                for (int i = 0; i < length && all.size() < ROWS; i++) {
                    all.add(value);
                }
            }
            return all;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 32 << 20})
    void keepsAllValuesAndTheirBounds(int rowGroupBytes) throws IOException {
        var columns = new ArrayList<ParquetColumn>();
        var values = new ArrayList<List<@Nullable Integer>>();
        for (var shape : Shape.values()) {
            for (var type : TYPES) {
                int id = columns.size() + 1;
                columns.add(new ParquetColumn("c" + id, id, type, false));
                values.add(shape.of(id));
            }
        }

        var file = write(columns, values, rowGroupBytes);

        for (int i = 0; i < columns.size(); i++) {
            var type = columns.get(i).type();
            var expected = values.get(i).stream()
                    .map(value -> value == null ? null : text(type, value))
                    .toList();
            var exact = type instanceof DoubleType ? "::decimal(18, 3)" : "";
            assertThat(query("select c%d%s::varchar from '%s'".formatted(i + 1, exact, file)))
                    .as("%s of %s", type, Shape.values()[i / TYPES.size()])
                    .isEqualTo(expected);
        }
        for (int i = 0; i < columns.size(); i++) {
            var name = columns.get(i).name();
            var kind = query("select any_value(typeof(%s)) from '%s'".formatted(name, file))
                    .getFirst();
            var inData = query("select concat_ws(' ', min(%1$s), max(%1$s), count(*) - count(%1$s)) from '%2$s'"
                    .formatted(name, file));
            assertThat(query(
                            "select concat_ws(' ', min(stats_min_value::%1$s), max(stats_max_value::%1$s), sum(stats_null_count)) from parquet_metadata('%3$s') where path_in_schema = '%2$s'"
                                    .formatted(kind, name, file)))
                    .as("%s of %s", columns.get(i).type(), Shape.values()[i / TYPES.size()])
                    .isEqualTo(inData);
        }
    }

    @Test
    void hasDictionariesWhereValuesRepeat() throws IOException {
        var columns = List.of(
                new ParquetColumn("few", 1, new TextType(), false),
                new ParquetColumn("secret", 2, new TextType(), true),
                new ParquetColumn("unique", 3, new TextType(), false));
        var few = Shape.FEW_VALUES.of(1);

        var file = write(columns, List.of(few, few, Shape.UNIQUE.of(2)), 32 << 20);

        assertThat(query(
                        "select array_to_string(list_sort(string_split(encodings, ', ')), ', ') from parquet_metadata('%s')"
                                .formatted(file)))
                .containsExactly(
                        "BIT_PACKED, PLAIN_DICTIONARY, RLE", "BIT_PACKED, PLAIN, RLE", "BIT_PACKED, PLAIN, RLE");
    }

    /// A file names the first 64 bytes of a bound. A reader that trusts it passes over no value.
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u4e2d", "\ud83d\ude00", "\udbff\udfff"})
    void hasBoundsThatHoldLongTexts(String character) throws IOException {
        var lengths = List.of(1, 15, 16, 17, 18, 21, 22, 23, 63, 64, 65, 66, 67, 68, 69, 70, 500_000);
        for (int length : lengths) {
            var text = character.repeat(length);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            var out = new ByteArrayOutputStream();
            try (var file = new ParquetFile(List.of(new ParquetColumn("c", 1, new TextType(), false)), 1 << 20, out)) {
                file.begin();
                file.column(0).put(bytes, 0, bytes.length);
                file.end(1);
                file.finish();
            }
            var path = Files.write(Files.createTempFile(folder, "long", ".parquet"), out.toByteArray());

            assertThat(query("select count(*) from '%s' where c = '%s'".formatted(path, text)))
                    .as("%d times", length)
                    .containsExactly("1");
        }
    }

    /// Chosen values that meet in the table of a dictionary cost it, and not more time.
    @Test
    void takesNumbersThatMeetInTheDictionary() {
        var dictionary = new LongDictionary(1 << 17);
        var ids = IntStream.iterate(0, i -> i + 1)
                .filter(i -> (LongDictionary.hash(i) & 0xfff) == 0)
                .limit(1_000)
                .map(dictionary::id)
                .toArray();

        assertThat(ids).contains(-1);
    }

    @Test
    void refusesAValueOfAnotherType() throws IOException {
        try (var file = new ParquetFile(
                List.of(new ParquetColumn("a", 1, new LongType(), false)), 1 << 20, OutputStream.nullOutputStream())) {
            file.begin();

            assertThatThrownBy(() -> file.column(0).put(true))
                    .hasMessage("a column of type optional int64 a = 1 takes no value that is a boolean");
            assertThatThrownBy(() -> file.column(0).put(1))
                    .hasMessage("a column of type optional int64 a = 1 takes no value that is an int");
        }
    }

    @Test
    void refusesAColumnWithoutAValueForEachRow() throws IOException {
        try (var file = new ParquetFile(
                List.of(new ParquetColumn("a", 1, new LongType(), false)), 1 << 20, OutputStream.nullOutputStream())) {
            file.begin();
            file.column(0).put(1L);
            file.end(2);

            assertThatThrownBy(file::finish).hasMessage("column 0 of a row group got 1 values for 2 rows");
        }
    }

    private Path write(List<ParquetColumn> columns, List<List<@Nullable Integer>> values, int rowGroupBytes)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var file = new ParquetFile(columns, rowGroupBytes, out)) {
            for (int from = 0; from < ROWS; from += 1_000) {
                file.begin();
                for (int i = 0; i < columns.size(); i++) {
                    for (var value : values.get(i).subList(from, from + 1_000)) {
                        put(columns.get(i).type(), value, file.column(i));
                    }
                }
                file.end(1_000);
            }
            file.finish();
        }
        return Files.write(Files.createTempFile(folder, "values", ".parquet"), out.toByteArray());
    }

    private static void put(ColumnType type, @Nullable Integer value, ColumnValues column) {
        if (value == null) {
            column.putNull();
            return;
        }
        switch (type) {
            case LongType() -> column.put(value * 1_000_000_007L);
            case IntType() -> column.put(value);
            case DoubleType() -> column.put(value / 8.0);
            case BooleanType() -> column.put(value % 3 == 0);
            case DecimalType(var precision, var _) when precision <= 18 -> column.put((long) value);
            case DecimalType decimal -> {
                var bytes = new byte[decimal.bytes()];
                Arrays.fill(bytes, (byte) (value < 0 ? -1 : 0));
                var digits = big(value).toByteArray();
                System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
                column.put(bytes, 0, bytes.length);
            }
            default -> {
                var bytes = ("<" + text(type, value) + ">").getBytes(StandardCharsets.UTF_8);
                column.put(bytes, 1, bytes.length - 1);
            }
        }
    }

    private static BigInteger big(int value) {
        return BigInteger.valueOf(value).multiply(BigInteger.TEN.pow(18));
    }

    private static String text(ColumnType type, int value) {
        IntFunction<String> text = switch (type) {
            case LongType() -> number -> Long.toString(number * 1_000_000_007L);
            case DoubleType() ->
                number -> BigDecimal.valueOf(number / 8.0).setScale(3).toPlainString();
            case BooleanType() -> number -> Boolean.toString(number % 3 == 0);
            case DecimalType(var precision, var scale)
            when precision <= 18 -> number -> new BigDecimal(BigInteger.valueOf(number), scale).toPlainString();
            case DecimalType _ -> number -> big(number).toString();
            case TextType() -> number -> number == 0 ? "" : "\u4e2d".repeat(Math.floorMod(number, 10)) + number;
            default -> Integer::toString;
        };
        return text.apply(value);
    }

    private static List<@Nullable String> query(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            var rows = new ArrayList<@Nullable String>();
            while (answer.next()) {
                rows.add(answer.getString(1));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
