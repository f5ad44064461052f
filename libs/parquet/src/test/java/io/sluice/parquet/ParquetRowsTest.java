package io.sluice.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.batch.HashKey;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What DuckDB reads is what the CSV file holds.
class ParquetRowsTest {
    private static final String HASH_OF_A = "907d7bf93d60cbe6565458bb0fe7e8fac60dffe3561e27cce320947f1a13ef8b";

    @TempDir
    Path folder;

    @Test
    void hasTheTypesThatIcebergWrites() {
        var file = WrittenFile.of(
                folder,
                WrittenFile.schema(
                        field("i", "Integer"),
                        decimal("d9", 9, 2),
                        decimal("d18", 18, 0),
                        decimal("d19", 19, 19),
                        field("d", "Decimal"),
                        field("e", "Double"),
                        field("s", "String"),
                        field("b", "Boolean"),
                        field("day", "Date"),
                        field("t", "DateTime"),
                        field("local", "DateTime").withFormat("dd.MM.yyyy HH:mm"),
                        field("clock", "Time"),
                        field("y", "Year"),
                        field("m", "YearMonth")),
                "i,d9,d18,d19,d,e,s,b,day,t,local,clock,y,m\n");

        var types = file.query(
                "select name, type, type_length, field_id, repetition_type, logical_type from parquet_schema('%s') offset 1");

        assertThat(types)
                .extracting(row -> String.join(
                        " ", row.stream().map(String::valueOf).toList().subList(0, 5)))
                .containsExactly(
                        "i INT64 null 1 OPTIONAL",
                        "d9 INT32 null 2 OPTIONAL",
                        "d18 INT64 null 3 OPTIONAL",
                        "d19 FIXED_LEN_BYTE_ARRAY 9 4 OPTIONAL",
                        "d FIXED_LEN_BYTE_ARRAY 16 5 OPTIONAL",
                        "e DOUBLE null 6 OPTIONAL",
                        "s BYTE_ARRAY null 7 OPTIONAL",
                        "b BOOLEAN null 8 OPTIONAL",
                        "day INT32 null 9 OPTIONAL",
                        "t INT64 null 10 OPTIONAL",
                        "local INT64 null 11 OPTIONAL",
                        "clock BYTE_ARRAY null 12 OPTIONAL",
                        "y INT32 null 13 OPTIONAL",
                        "m BYTE_ARRAY null 14 OPTIONAL");
        assertThat(file.query("describe select * from '%s'"))
                .extracting(row -> row.get(1))
                .containsExactly(
                        "BIGINT",
                        "DECIMAL(9,2)",
                        "DECIMAL(18,0)",
                        "DECIMAL(19,19)",
                        "DECIMAL(38,18)",
                        "DOUBLE",
                        "VARCHAR",
                        "BOOLEAN",
                        "DATE",
                        "TIMESTAMP WITH TIME ZONE",
                        "TIMESTAMP",
                        "VARCHAR",
                        "INTEGER",
                        "VARCHAR");
    }

    @Test
    void keepsNumbersExactly() {
        var file = WrittenFile.of(
                folder,
                WrittenFile.schema(
                        field("i", "Integer"),
                        decimal("d9", 9, 2),
                        decimal("d18", 18, 0),
                        decimal("d38", 38, 38),
                        decimal("whole", 38, 0),
                        field("d", "Decimal"),
                        field("e", "Double")),
                """
                i,d9,d18,d38,whole,d,e
                -9223372036854775808,-9999999.99,-999999999999999999,-0.99999999999999999999999999999999999999,-99999999999999999999999999999999999999,-99999999999999999999.999999999999999999,-1.5e300
                +9223372036854775807,+9999999.99,999999999999999999,0.00000000000000000000000000000000000001,99999999999999999999999999999999999999,99999999999999999999.999999999999999999,4.9e-324
                000,00.1,-0,0,0,0000000000000000000000000000001.50000000000000000000000,-0
                7,-0.05,12,0.5,18446744073709551616,-0.000000000000000001,0.1
                ,,,,,,
                """);

        var rows = file.rows("*");

        assertThat(file.report().errors()).isEmpty();
        assertThat(rows)
                .containsExactly(
                        List.of(
                                "-9223372036854775808",
                                "-9999999.99",
                                "-999999999999999999",
                                "-0.99999999999999999999999999999999999999",
                                "-99999999999999999999999999999999999999",
                                "-99999999999999999999.999999999999999999",
                                "-1.5E300"),
                        List.of(
                                "9223372036854775807",
                                "9999999.99",
                                "999999999999999999",
                                "1E-38",
                                "99999999999999999999999999999999999999",
                                "99999999999999999999.999999999999999999",
                                "4.9E-324"),
                        List.of("0", "0.10", "0", "0E-38", "0", "1.500000000000000000", "0.0"),
                        List.of(
                                "7",
                                "-0.05",
                                "12",
                                "0.50000000000000000000000000000000000000",
                                "18446744073709551616",
                                "-1E-18",
                                "0.1"),
                        missing(7));
    }

    @Test
    void keepsDatesAndTimes() {
        var file = WrittenFile.of(
                folder,
                WrittenFile.schema(
                        field("day", "Date"),
                        field("other", "Date").withFormat("d/M/y"),
                        field("t", "DateTime"),
                        field("zoned", "DateTime").withTimeZone("Asia/Taipei"),
                        field("local", "DateTime").withFormat("yyyyMMdd HHmmss[.S]"),
                        field("clock", "Time"),
                        field("y", "Year"),
                        field("m", "YearMonth"),
                        field("n", "YearMonth").withFormat("MM.yyyy")),
                """
                day,other,t,zoned,local,clock,y,m,n
                0001-01-01,1/1/1,0001-01-01T00:00:00Z,0001-01-01T00:00:00Z,00010101 000000,00:00:00,0001,0001-01,01.0001
                9999-12-31,31/12/9999,9999-12-31T23:59:59.999999999Z,9999-12-31T23:59:59,99991231 235959.999999999,23:59:59.999999999,9999,9999-12,12.9999
                1582-10-10,29/2/2000,1969-12-31T23:59:59.9999999+00:00,1970-01-01 08:00:00.000001,19691231 235959.5,12:30:00.500,1582,1582-10,10.1582
                2020-02-29,1/3/1900,2020-02-29 01:02:03.000001-18:00,2020-02-29T00:00:00+01:00,20200229 010203,01:02:03.000000,2020,2020-02,02.2020
                ,,,,,,,,
                """);

        var rows = file.rows(
                "day",
                "other",
                "epoch_us(t)",
                "t::timestamp::varchar",
                "epoch_us(zoned)",
                "local::varchar",
                "clock",
                "y",
                "m",
                "n");

        assertThat(file.report().errors()).isEmpty();
        assertThat(rows)
                .containsExactly(
                        List.of(
                                "0001-01-01",
                                "0001-01-01",
                                "-62135596800000000",
                                "0001-01-01 00:00:00",
                                "-62135596800000000",
                                "0001-01-01 00:00:00",
                                "00:00:00",
                                "1",
                                "0001-01",
                                "0001-01"),
                        List.of(
                                "9999-12-31",
                                "9999-12-31",
                                "253402300799999999",
                                "9999-12-31 23:59:59.999999",
                                "253402271999000000",
                                "9999-12-31 23:59:59.999999",
                                "23:59:59.999999999",
                                "9999",
                                "9999-12",
                                "9999-12"),
                        List.of(
                                "1582-10-10",
                                "2000-02-29",
                                "-1",
                                "1969-12-31 23:59:59.999999",
                                "1",
                                "1969-12-31 23:59:59.5",
                                "12:30:00.5",
                                "1582",
                                "1582-10",
                                "1582-10"),
                        List.of(
                                "2020-02-29",
                                "1900-03-01",
                                "1583002923000001",
                                "2020-02-29 19:02:03.000001",
                                "1582930800000000",
                                "2020-02-29 01:02:03",
                                "01:02:03",
                                "2020",
                                "2020-02",
                                "2020-02"),
                        missing(10));
    }

    @Test
    void keepsTextsAndWords() {
        var file = WrittenFile.of(
                folder,
                WrittenFile.schema(
                        field("s", "String").withMissingValues(List.of("NA")),
                        field("b", "Boolean"),
                        words("words", List.of("ja", "0"), List.of("nein"))),
                """
                s,b,words
                "a ""quoted"", text",TRUE,ja
                中文字 😀,false,nein
                " ",1,0
                NA,0,
                "",,
                "two
                lines",,
                """);

        var rows = file.rows("*");

        assertThat(file.report().errors()).isEmpty();
        assertThat(rows)
                .containsExactly(
                        List.of("a \"quoted\", text", "true", "true"),
                        List.of("中文字 😀", "false", "false"),
                        List.of(" ", "true", "true"),
                        Arrays.asList(null, "false", null),
                        missing(3),
                        Arrays.asList("two\nlines", null, null));
    }

    @Test
    void fillsAFieldThatTheFileDoesNotHaveAndKeepsTheSchemasOrder() {
        var file = WrittenFile.of(
                folder,
                WrittenFile.schema(field("a", "Integer"), field("b", "String"), field("c", "String")),
                "c,a,b\nx,1,y\n");

        assertThat(file.rows("*")).containsExactly(List.of("1", "y", "x"));
    }

    @Test
    void hashesSensitiveValuesAndNamesNoneOfThemElsewhere() throws IOException {
        var fields = WrittenFile.schema(
                field("mail", "String").withSensitive(new SensitivityDeclaration("hash", "email")),
                field("phone", "String").withSensitive(new SensitivityDeclaration("hash", "phone")),
                field("born", "Date").withSensitive(new SensitivityDeclaration("hash", null)),
                field("known", "String").withSensitive(new SensitivityDeclaration("require_hashed", null)));
        var csv = "mail,phone,born,known\n A@x.org ,+49 (30) 1234567,1990-05-06,%s\n"
                .formatted(HASH_OF_A.toUpperCase(Locale.ROOT));

        var file = WrittenFile.of(folder, fields, csv);
        var keyed = WrittenFile.of(folder, fields, Optional.of(new HashKey(new byte[32])), csv);

        assertThat(file.rows("*"))
                .containsExactly(List.of(
                        HASH_OF_A,
                        "74bd805bcc47f8603082430ca056311389e38b74fcdfbc32bcb5c6a9269ff3bf",
                        "007b230ee7217093ca439d5d4844513c71d8fa21537e6ecec60d3b6ea8258bfc",
                        HASH_OF_A));
        assertThat(keyed.rows("mail", "known"))
                .containsExactly(
                        List.of("0af1f4777b07432cadcf8ce8b711066b5cb2bf200ab195335cf6a2a12fa69f9a", HASH_OF_A));
        for (var written : List.of(file, keyed)) {
            assertThat(new String(Files.readAllBytes(written.file()), StandardCharsets.ISO_8859_1))
                    .doesNotContain("x.org", "1234567", "1990");
            assertThat(written.query("select stats_min_value, stats_max_value, stats_min, stats_max, encodings"
                            + " from parquet_metadata('%s')"))
                    .allSatisfy(row -> assertThat(row.subList(0, 4)).containsOnlyNulls())
                    .allSatisfy(row -> assertThat(row.get(4)).doesNotContain("DICTIONARY"));
        }
    }

    @Test
    void leavesOutRowsWithErrors() {
        var file = WrittenFile.of(
                folder,
                WrittenFile.schema(field("a", "Integer").withConstraints(Map.of("unique", true)), field("b", "String")),
                "a,b\n1,x\nz,y\n2,y\n1,z\n3\n4,w\n");

        assertThat(file.report().rowsAccepted()).isEqualTo(3);
        assertThat(file.rows("*")).containsExactly(List.of("1", "x"), List.of("2", "y"), List.of("4", "w"));
    }

    @Test
    void keepsTheOrderOfManyRows() {
        var csv = new StringBuilder("i,s\n");
        for (int i = 0; i < 200_000; i++) {
            csv.append(i).append(",text ").append(i * 31L % 1_009).append('\n');
        }

        var file =
                WrittenFile.of(folder, WrittenFile.schema(field("i", "Integer"), field("s", "String")), csv.toString());

        assertThat(
                        file.query(
                                "select count(*), min(i), max(i), count(*) filter (i <> row or s <> 'text ' || i * 31 %% 1009)"
                                        + " from (select *, file_row_number as row from read_parquet('%s', file_row_number = true))"))
                .containsExactly(List.of("200000", "0", "199999", "0"));
    }

    @Test
    void takesTwoThousandColumns() {
        var fields = IntStream.range(0, 2_000)
                .mapToObj(i -> field("f" + i, i % 2 == 0 ? "Integer" : "String"))
                .toArray(FieldDeclaration[]::new);
        var csv = new StringBuilder(
                IntStream.range(0, 2_000).mapToObj(i -> "f" + i).collect(Collectors.joining(",")) + "\n");
        for (int row = 0; row < 300; row++) {
            var number = row;
            csv.append(IntStream.range(0, 2_000)
                            .mapToObj(i -> String.valueOf(i * 1_000 + number))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }

        var file = WrittenFile.of(folder, WrittenFile.schema(fields), csv.toString());

        assertThat(file.query("select count(*), sum(f0), min(f1999), max(f1999) from '%s'"))
                .containsExactly(List.of("300", "44850", "1999000", "1999299"));
        assertThat(file.query(
                        "select distinct stats_min_value, stats_max_value, stats_null_count, dictionary_page_offset"
                                + " from parquet_metadata('%s')"))
                .containsExactly(Arrays.asList(null, null, null, null));
    }

    /// A short file has small groups; a long one does not have a footer that fills the memory.
    @Test
    void rowGroupsGrowWithTheFile() {
        var fields =
                IntStream.range(0, 500).mapToObj(i -> field("f" + i, "Integer")).toArray(FieldDeclaration[]::new);
        var random = new Random(1);
        var csv = new StringBuilder(
                IntStream.range(0, 500).mapToObj(i -> "f" + i).collect(Collectors.joining(",")) + "\n");
        for (int row = 0; row < 10_000; row++) {
            csv.append(IntStream.range(0, 500)
                            .mapToObj(i -> String.valueOf(random.nextLong()))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }

        var file = WrittenFile.of(folder, WrittenFile.schema(fields), Optional.empty(), 1 << 20, csv.toString());
        var groups = file
                .query(
                        "select row_group_num_rows from parquet_metadata('%s') where column_id = 0 order by row_group_id")
                .stream()
                .mapToLong(row -> Long.parseLong(row.getFirst()))
                .toArray();

        assertThat(groups).hasSizeBetween(8, 20);
        assertThat(groups[groups.length - 2]).isGreaterThan(3 * groups[0]);
        assertThat(file.query("select count(*) from '%s'")).containsExactly(List.of("10000"));
    }

    private static FieldDeclaration field(String name, String type) {
        return FieldDeclaration.of(name, type);
    }

    private static FieldDeclaration decimal(String name, int precision, int scale) {
        return field(name, "Decimal").withConstraints(Map.of("precision", precision, "scale", scale));
    }

    private static FieldDeclaration words(String name, List<String> trueValues, List<String> falseValues) {
        return new FieldDeclaration(name, "Boolean", null, null, Map.of(), List.of(), trueValues, falseValues, null);
    }

    private static List<String> missing(int columns) {
        return Arrays.asList(new String[columns]);
    }
}
