package io.sluice.devstack.readers;

import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.DuckDb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A source with every type, a file with their edge values, and what a reader must find in each cell.
///
/// A cell of a reader is compared as text:
///
/// | column | text |
/// |---|---|
/// | timestamps | microseconds since 1970; those without a zone as if in UTC |
/// | decimals | all digits of the scale |
/// | doubles | as Java writes them |
/// | a missing value | `null` |
public final class EveryType {
    public static final String SOURCE_TYPE = "every_type";
    /// The day of the file.
    public static final String DAY = "20240229";
    /// The table's own column, whose usual name the file has.
    public static final String DATA_DATE = "_data_date";

    private static final String NINES = "9".repeat(38);
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuuMMdd HHmmss[.SSSSSSSSS]", Locale.ROOT);

    private static final List<Column> COLUMNS = List.of(
            new Column("text", "\"type\": \"String\"", "string", cell -> cell),
            new Column("word", "\"type\": \"String\", \"missing_values\": [\"NA\"]", "string", EveryType::orMissing),
            new Column("whole", "\"type\": \"Integer\"", "long", cell -> new BigInteger(cell).toString()),
            decimal("amount", 10, 2),
            new Column("money", "\"type\": \"Decimal\"", "decimal(38, 18)", cell -> digits(cell, 18)),
            decimal("large", 38, 0),
            decimal("small", 38, 38),
            new Column("ratio", "\"type\": \"Double\"", "double", cell -> Double.toString(Double.parseDouble(cell))),
            new Column("flag", "\"type\": \"Boolean\"", "boolean", cell -> cell.toLowerCase(Locale.ROOT)),
            new Column("day", "\"type\": \"Date\"", "date", cell -> cell),
            new Column("at", "\"type\": \"DateTime\"", "timestamptz", cell -> micros(moment(cell, ZoneOffset.UTC))),
            new Column(
                    "berlin",
                    "\"type\": \"DateTime\", \"time_zone\": \"Europe/Berlin\"",
                    "timestamptz",
                    cell -> micros(moment(cell, ZoneId.of("Europe/Berlin")))),
            new Column(
                    "local",
                    "\"type\": \"DateTime\", \"format\": \"yyyyMMdd HHmmss[.S]\"",
                    "timestamp",
                    cell -> micros(LocalDateTime.parse(padded(cell), LOCAL).toInstant(ZoneOffset.UTC))),
            new Column("clock", "\"type\": \"Time\"", "string", EveryType::clock),
            new Column("year", "\"type\": \"Year\"", "int", cell -> Integer.toString(Integer.parseInt(cell))),
            new Column("month", "\"type\": \"YearMonth\"", "string", cell -> cell),
            new Column(
                    "mail",
                    "\"type\": \"String\", \"sensitive\": {\"policy\": \"hash\", \"normalize\": \"email\"}",
                    "string",
                    cell -> DataSets.sha256(
                            cell.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))),
            new Column("date", "\"type\": \"Date\"", "date", cell -> cell),
            new Column("data_date", "\"type\": \"String\"", "string", cell -> cell));

    private static final List<List<String>> ROWS = List.of(
            List.of(
                    "plain",
                    "word",
                    "+9223372036854775807",
                    "99999999.99",
                    "99999999999999999999.999999999999999999",
                    NINES,
                    "0." + NINES,
                    "1.7976931348623157E308",
                    "TRUE",
                    "9999-12-31",
                    "9999-12-31T23:59:59.999999Z",
                    "9999-12-31T23:59:59",
                    "99991231 235959.999999999",
                    "23:59:59.999999999",
                    "9999",
                    "9999-12",
                    " Anna@Example.org ",
                    "9999-12-31",
                    "a"),
            List.of(
                    "a \"quoted\", text",
                    " ",
                    "-9223372036854775808",
                    "-99999999.99",
                    "-99999999999999999999.999999999999999999",
                    "-" + NINES,
                    "-0." + NINES,
                    "4.9E-324",
                    "false",
                    "0001-01-01",
                    "0001-01-01T00:00:00Z",
                    "0001-01-01T12:00:00Z",
                    "00010101 000000",
                    "00:00:00",
                    "0001",
                    "0001-01",
                    "anna@example.org",
                    "0001-01-01",
                    "b"),
            missing(),
            List.of(
                    "兩行\n文字 😀",
                    "NA",
                    "0",
                    "-0.05",
                    "0.000000000000000001",
                    "0",
                    "0.00000000000000000000000000000000000001",
                    "0.1",
                    "true",
                    "1582-10-10",
                    "1969-12-31T23:59:59.9999999+00:00",
                    "2020-10-25T02:30:00",
                    "15821010 120000.5",
                    "12:30:00.500",
                    "1582",
                    "1582-10",
                    "ü@例.tw",
                    "1582-10-10",
                    "c"),
            List.of(
                    "tab\there, back\\slash",
                    "NULL",
                    "000",
                    "00.10",
                    "0000000000000000000000000001.50000000000000000000",
                    "18446744073709551616",
                    "0.5",
                    "-1.5E300",
                    "False",
                    "2000-02-29",
                    "2020-02-29 01:02:03.000001-18:00",
                    "2020-03-29T03:00:00",
                    "20200229 010203",
                    "01:02:03.000000",
                    "2020",
                    "2020-02",
                    "x@y.org",
                    "1900-03-01",
                    "d"),
            List.of(
                    " blank at both ends ",
                    "\u00a0",
                    "7",
                    "12",
                    "-1",
                    "-1",
                    "0",
                    "3",
                    "TRUE",
                    "1970-01-01",
                    "1970-01-01T00:00:00.000001Z",
                    "2020-10-25T02:30:00+01:00",
                    "19700101 000000.000001",
                    "00:00:01",
                    "1970",
                    "1970-01",
                    "z@y.org",
                    "1970-01-01",
                    "e"));

    private EveryType() {}

    /// A column with what its cells become.
    ///
    /// @param declaration of the field, as JSON without its name
    /// @param type of Iceberg
    private record Column(String name, String declaration, String type, UnaryOperator<String> expected) {}

    private static Column decimal(String name, int precision, int scale) {
        return new Column(
                name,
                "\"type\": \"Decimal\", \"constraints\": {\"precision\": %d, \"scale\": %d}"
                        .formatted(precision, scale),
                "decimal(%d, %d)".formatted(precision, scale),
                cell -> digits(cell, scale));
    }

    private static List<String> missing() {
        return IntStream.range(0, COLUMNS.size()).mapToObj(column -> "").toList();
    }

    /// What registers the source.
    public static String source() {
        return COLUMNS.stream()
                .map(column -> "{\"name\": \"%s\", %s}".formatted(column.name(), column.declaration()))
                .collect(Collectors.joining(
                        ", ",
                        "{\"source_type\": \"%s\", \"source_name\": \"Every type\", \"description\": \"\", \"schema\": ["
                                .formatted(SOURCE_TYPE),
                        "]}"));
    }

    /// The name of the file.
    public static String fileName() {
        return DAY + "_" + SOURCE_TYPE + ".csv";
    }

    /// The file.
    public static byte[] csv() {
        return csv(ROWS);
    }

    /// The file with another value in one cell of its first row.
    public static byte[] csv(String column, String cell) {
        var names = COLUMNS.stream().map(Column::name).toList();
        var row = new ArrayList<>(ROWS.getFirst());
        row.set(names.indexOf(column), cell);
        return csv(List.of(row));
    }

    private static byte[] csv(List<List<String>> rows) {
        var lines = COLUMNS.stream().map(Column::name).collect(Collectors.joining(",", "", "\n"))
                + rows.stream()
                        .map(row -> row.stream().map(EveryType::quoted).collect(Collectors.joining(",", "", "\n")))
                        .collect(Collectors.joining());
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String cell) {
        return cell.isEmpty() ? "" : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    /// The table's columns with their types in Iceberg, `data_date` aside.
    public static List<String> types() {
        return COLUMNS.stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }

    /// The rows that a reader must find, each cell as text, without the table's own column.
    public static List<List<String>> rows() {
        return ROWS.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> row.get(i).isEmpty()
                                ? "null"
                                : COLUMNS.get(i).expected().apply(row.get(i)))
                        .toList())
                .toList();
    }

    /// The rows that DuckDB finds in files.
    public static List<List<String>> read(List<Path> files) {
        return DuckDb.rows(
                COLUMNS.stream().map(EveryType::duckDb).collect(Collectors.joining(", ", "SELECT ", " FROM "))
                        + DuckDb.table(files));
    }

    private static String duckDb(Column column) {
        if (column.type().startsWith("timestamp")) {
            return "epoch_us(\"%s\")".formatted(column.name());
        }
        // With the zero before the point that DuckDB leaves out.
        return (column.type().startsWith("decimal")
                        ? "regexp_replace(\"%s\"::VARCHAR, '^(-?)[.]', '\\1' || '0.')"
                        : "\"%s\"")
                .formatted(column.name());
    }

    private static String orMissing(String cell) {
        return cell.equals("NA") ? "null" : cell;
    }

    private static String digits(String cell, int scale) {
        return new BigDecimal(cell).setScale(scale).toPlainString();
    }

    private static Instant moment(String cell, ZoneId zone) {
        var iso = cell.replace(' ', 'T');
        return iso.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }

    private static String micros(Instant moment) {
        return Long.toString(moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000);
    }

    /// With nine digits of a fraction, if it has one.
    private static String padded(String cell) {
        var point = cell.indexOf('.');
        return point < 0 ? cell : cell + "0".repeat(9 - (cell.length() - point - 1));
    }

    private static String clock(String cell) {
        var time = LocalTime.parse(cell);
        var seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        return time.getNano() == 0
                ? seconds
                : seconds + "." + "%09d".formatted(time.getNano()).replaceFirst("0+$", "");
    }
}
