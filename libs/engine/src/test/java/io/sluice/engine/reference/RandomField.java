package io.sluice.engine.reference;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Generates random fields and cells for them, valid and invalid alike. The reference decides which are
/// valid.
final class RandomField {
    private static final List<String> TYPES = List.of(
            "Integer", "Decimal", "Double", "String", "Boolean", "Date", "DateTime", "Time", "Year", "YearMonth");
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "+0",
        "1",
        "-1",
        "+7",
        "007",
        "42",
        "99",
        "100",
        "12345678",
        "123456789",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551617",
        "1.0",
        "1.5",
        "-0.25",
        "00.10",
        "0.1",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1e400",
        "1,5",
        " 1",
        "1 ",
        "--1",
        "+",
        "-",
        "",
        "NaN",
        "Infinity",
        "0x1",
        "1_0",
        "１",
        "12345678a",
        "1234567:",
        "/1",
        "99999999999999999999999999999999999999",
        "999999999999999999999999999999999999999",
        "123456789012345678901",
        "0.1234567890123456789",
        "0.10000000000000000000",
        "123.456",
        "12345.6789",
        "1.10",
        "-5",
        "10",
        "5"
    };
    private static final String[] TEMPORALS = {
        "2020-02-29",
        "2019-02-29",
        "2020-02-30",
        "1900-02-29",
        "2000-02-29",
        "2020-04-31",
        "2020-12-31",
        "0001-01-01",
        "0000-01-01",
        "9999-12-31",
        "2020-1-01",
        "2020-13-01",
        "2020-00-10",
        "2020-01-00",
        "2020-01-32",
        "2020/01/01",
        "20200101",
        "2020-01-01 ",
        " 2020-01-01",
        "29/02/2020",
        "30/02/2020",
        "1.2.2020",
        "2020-0:-01",
        "2020-01-0/",
        "202a-01-01",
        "２０２０-01-01",
        "2020-01",
        "2020-13",
        "2020-00",
        "2020",
        "20200",
        "0001",
        "2020-01-01T00:00:00",
        "2020-01-01 23:59:59",
        "2020-01-01T24:00:00",
        "2020-01-01T23:59:60",
        "2020-01-01T23:60:00",
        "2020-01-01T10:00:00.5",
        "2020-01-01T10:00:00.123456789",
        "2020-01-01T10:00:00.1234567890",
        "2020-01-01T10:00:00.",
        "2020-01-01t10:00:00",
        "2020-02-30T10:00:00",
        "2020-01-01T10:00",
        "2020-03-08T02:30:00",
        "2020-03-29T01:59:59.999",
        "2020-03-29T02:00:00",
        "2020-03-29T02:30:00.5",
        "2020-03-29T02:30:00Z",
        "2020-03-29T02:30:00+01:00",
        "2020-03-29T03:00:00",
        "2020-10-25T02:30:00",
        "2020-10-25T02:30:00+02:00",
        "2020-10-25T02:30:00+01:00",
        "2120-03-31T02:30:00",
        "12:30:45",
        "12:30:45.5",
        "24:00:00",
        "23:59:60",
        "23:60:00",
        "00:00:00",
        "23:59:59",
        "1:00:00",
        "12:30",
        "12:30:45Z",
        "today",
        ""
    };

    private final FieldDeclaration declaration;
    private final List<String> pool;

    private RandomField(FieldDeclaration declaration, List<String> pool) {
        this.declaration = declaration;
        this.pool = pool;
    }

    FieldDeclaration declaration() {
        return declaration;
    }

    String name() {
        return Objects.requireNonNull(declaration.name());
    }

    static RandomField of(Draw draw, String name) {
        String type = draw.chance(25) ? "String" : draw.from(TYPES);
        String format = format(draw, type);
        SensitivityDeclaration sensitive = sensitive(draw, type, format);
        Map<String, Object> constraints = constraints(draw, type, format, sensitive);
        FieldDeclaration declaration = new FieldDeclaration(
                        name,
                        draw.chance(30) ? type.toUpperCase(Locale.ROOT) : type,
                        null,
                        format,
                        constraints,
                        draw.chance(20)
                                ? draw.of(List.of("NA"), List.of("-", "N/A"), List.of("0"), List.of("無", "\""))
                                : List.of(),
                        type.equals("Boolean") && draw.chance(30) ? List.of("Y", "ja") : List.of(),
                        type.equals("Boolean") && draw.chance(30) ? List.of("N") : List.of(),
                        sensitive)
                .withTimeZone(
                        type.equals("DateTime") && format == null && draw.chance(50)
                                ? draw.of("Europe/Berlin", "America/St_Johns", "Asia/Taipei", "UTC")
                                : null);
        return new RandomField(declaration, pool(type, format, constraints));
    }

    private static @Nullable String format(Draw draw, String type) {
        if (!draw.chance(30)) {
            return null;
        }
        return switch (type) {
            case "String" -> draw.of("email", "uuid", "sha256", "phone", "ipv4", "country2");
            case "Date" -> draw.of("dd/MM/yyyy", "yyyyMMdd", "d.M.yyyy", "yyyy年MM月dd日");
            case "DateTime" -> draw.of("yyyy/MM/dd HH:mm", "yyyyMMddHHmmss");
            case "Time" -> "HH:mm";
            default -> null;
        };
    }

    private static @Nullable SensitivityDeclaration sensitive(Draw draw, String type, @Nullable String format) {
        if (!type.equals("String") || !draw.chance(15)) {
            return null;
        }
        return format == null && draw.chance(50)
                ? new SensitivityDeclaration("require_hashed", null)
                : new SensitivityDeclaration("hash", draw.of("email", "phone", "none"));
    }

    private static Map<String, Object> constraints(
            Draw draw, String type, @Nullable String format, @Nullable SensitivityDeclaration sensitive) {
        Map<String, Object> constraints = new LinkedHashMap<>();
        if (draw.chance(25)) {
            constraints.put("required", true);
        }
        if (draw.chance(20)) {
            constraints.put("unique", true);
        }
        if (sensitive == null && draw.chance(40)) {
            switch (type) {
                case "String" -> stringConstraints(draw, format, constraints);
                case "Integer" ->
                    bounds(draw, constraints, draw.of(-10L, 0L, 5L), draw.of(42L, 100L, 9007199254740993L));
                case "Decimal" -> {
                    if (draw.chance(50)) {
                        constraints.putAll(draw.of(
                                Map.of("precision", 5, "scale", 2),
                                Map.of("precision", 3),
                                Map.of("scale", 1),
                                Map.of("precision", 38),
                                Map.of("scale", 38)));
                    }
                    if (draw.chance(50)) {
                        bounds(draw, constraints, draw.of(-0.25, 0.1), draw.of(1.5, 100));
                    }
                }
                case "Double" -> bounds(draw, constraints, draw.of(-0.5, 0.1), draw.of(1.5, 1e3));
                case "Date" -> bounds(draw, constraints, "2000-02-29", "2020-02-29");
                case "DateTime" -> bounds(draw, constraints, "2020-01-01T00:00:00", "2020-01-01T10:00:00.5");
                case "Time" -> bounds(draw, constraints, "00:00:00", "12:30:45");
                case "Year" -> bounds(draw, constraints, 1000, 2020);
                case "YearMonth" -> bounds(draw, constraints, "2000-01", "2020-01");
                default -> {}
            }
        }
        return constraints;
    }

    private static void stringConstraints(Draw draw, @Nullable String format, Map<String, Object> constraints) {
        if (draw.chance(40)) {
            constraints.put("minLength", draw.between(0, 3));
        }
        if (draw.chance(40)) {
            constraints.put("maxLength", draw.of(3, 5, 8, 16, 63, 64, 65));
        }
        if (format == null && draw.chance(40)) {
            constraints.put("pattern", draw.from(KnownPattern.ALL).pattern());
        }
        if (format == null && draw.chance(20)) {
            constraints.put("enum", List.of("a", "AB1", "中文字", "a,b", "\"", "0123456789abcdef"));
        }
    }

    private static void bounds(Draw draw, Map<String, Object> constraints, Object low, Object high) {
        if (draw.chance(60)) {
            constraints.put(draw.of("minimum", "exclusiveMinimum"), low);
        }
        if (draw.chance(60)) {
            constraints.put(draw.of("maximum", "exclusiveMaximum"), high);
        }
    }

    private static List<String> pool(String type, @Nullable String format, Map<String, Object> constraints) {
        if (constraints.get("pattern") instanceof String pattern) {
            return KnownPattern.of(pattern).samples();
        }
        if (format != null) {
            return formatted(format);
        }
        return switch (type) {
            case "Integer", "Decimal", "Double" -> List.of(NUMBERS);
            case "Boolean" ->
                List.of(
                        "true", "false", "TRUE", "fAlse", "1", "0", "Y", "ja", "N", "y", "01", "falſe", "true ", "",
                        "tru");
            case "String" ->
                List.of(
                        "a",
                        "AB1",
                        "中文字",
                        "a,b",
                        "\"",
                        "",
                        "x",
                        "0123456789abcdef",
                        "0".repeat(64),
                        "0".repeat(63) + "g");
            default -> List.of(TEMPORALS);
        };
    }

    private static List<String> formatted(String format) {
        return switch (format) {
            case "email" -> List.of("a@b.co", "A@B.CO", "a@b", "@", "a@@b.co", "a b@c.co", "用@例.中", "x", "");
            case "uuid" ->
                List.of(
                        "123e4567-e89b-12d3-a456-426614174000",
                        "123E4567-E89B-12D3-A456-426614174000",
                        "1-1-1-1-1",
                        "123e4567-e89b-12d3-a456-42661417400g",
                        "");
            case "sha256" ->
                List.of("0".repeat(64), "aF".repeat(32), "0".repeat(63), "0".repeat(65), "g".repeat(64), "");
            case "phone" ->
                List.of("123456", "+886 912-345-678", "+886912345678", "12345", "123456a", "１２３４５６", "++123456", "");
            case "ipv4" ->
                List.of("1.2.3.4", "255.255.255.255", "256.1.1.1", "1.2.3", "1.2.3.4.5", "a.b.c.d", "1..2.3", "");
            case "country2" -> List.of("TW", "US", "tw", "XX", "USA", "");
            case "dd/MM/yyyy" ->
                List.of(
                        "29/02/2020",
                        "30/02/2020",
                        "01/01/0001",
                        "01/01/0000",
                        "1/1/2020",
                        "2020-02-29",
                        "31/12/9999",
                        "");
            case "yyyyMMdd" -> List.of("20200229", "20200230", "2020-02-29", "00000101", "2020022", "202002290", "");
            case "d.M.yyyy" -> List.of("1.2.2020", "31.12.2020", "31.2.2020", "0.1.2020", "1.2.20", "");
            case "yyyy年MM月dd日" -> List.of("2020年02月29日", "2020年02月30日", "2020-02-29", "2020年2月29日", "");
            case "yyyy/MM/dd HH:mm" ->
                List.of(
                        "2020/02/29 23:59",
                        "2020/02/29 24:00",
                        "2020/02/30 10:00",
                        "2020-02-29T23:59:00",
                        "2019/12/31 00:00",
                        "");
            case "yyyyMMddHHmmss" ->
                List.of("20200229235959", "20200229235960", "20200230000000", "20191231235959", "");
            case "HH:mm" -> List.of("12:30", "00:00", "24:00", "9:00", "12:30:45", "12:31", "");
            default -> throw new IllegalArgumentException("unknown format " + format);
        };
    }

    /// A cell: usually a value of the field's type, sometimes another text.
    String cell(Draw draw) {
        if (draw.chance(4)) {
            return RandomText.any(draw);
        }
        if (draw.chance(8) && !declaration.missingValues().isEmpty()) {
            return draw.from(declaration.missingValues());
        }
        if (draw.chance(25)) {
            return draw.from(pool);
        }
        return plain(draw).orElseGet(() -> draw.from(pool));
    }

    private Optional<String> plain(Draw draw) {
        String type = Objects.requireNonNull(declaration.type()).toLowerCase(Locale.ROOT);
        if (declaration.format() != null || declaration.constraints().containsKey("pattern")) {
            return Optional.empty();
        }
        return switch (type) {
            case "integer" ->
                Optional.of(draw.chance(70) ? Integer.toString(draw.between(-20, 120)) : Long.toString(draw.number()));
            case "decimal" -> Optional.of(draw.between(-99, 999) + (draw.chance(50) ? "." + draw.between(0, 999) : ""));
            case "double" -> Optional.of(Double.toString(draw.between(-999, 9999) / draw.of(1.0, 3.0, 100.0)));
            case "string" -> Optional.of(draw.chance(60) ? RandomText.any(draw) : "v" + draw.below(40));
            case "date" -> Optional.of(date(draw));
            case "datetime" -> Optional.of(date(draw) + draw.of("T", " ") + time(draw));
            case "time" -> Optional.of(time(draw));
            case "year" -> Optional.of("%04d".formatted(draw.between(1, 2100)));
            case "yearmonth" -> Optional.of("%04d-%02d".formatted(draw.between(1900, 2100), draw.between(0, 13)));
            default -> Optional.empty();
        };
    }

    private static String date(Draw draw) {
        return "%04d-%02d-%02d"
                .formatted(
                        draw.chance(80) ? draw.between(1900, 2100) : draw.between(0, 9999),
                        draw.between(1, 12),
                        draw.chance(70) ? draw.between(1, 28) : draw.between(27, 32));
    }

    private static String time(Draw draw) {
        String fraction = draw.chance(70) ? "" : "." + "123456789".substring(0, draw.between(1, 9));
        return "%02d:%02d:%02d%s"
                .formatted(
                        draw.between(0, draw.of(23, 24)),
                        draw.between(0, 59),
                        draw.between(0, draw.of(59, 60)),
                        fraction);
    }
}
