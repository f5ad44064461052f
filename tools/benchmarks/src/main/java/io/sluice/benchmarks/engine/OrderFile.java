package io.sluice.benchmarks.engine;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Files of orders: twelve columns, about 110 bytes a row.
public enum OrderFile {
    /// ASCII without quotes.
    CLEAN("clean"),
    /// A quarter of the product names quoted with commas, some with quotes or line breaks, some Chinese.
    QUOTED("quoted"),
    /// Like clean, but each hundredth row has a wrong cell.
    BAD("1 % bad rows");

    private static final int SEED = 20;
    private static final String HEADER =
            "order_id,member_id,order_date,created_at,channel,product_name,quantity,unit_price,currency,paid,cust_phone_no,note\n";
    private static final List<String> WRONG =
            List.of("1.200", "12,5", "n/a", "3O", "1 000", "\u0663", "0x10", "-", "1e3", "NULL");

    private final String label;

    OrderFile(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// The types of the fields by name, in the order of the columns.
    public static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        schema().fields().forEach(field -> types.put(field.name(), field.type().label()));
        return types;
    }

    /// The names are those of every engine that this benchmark may compare.
    static Schema schema() {
        var required = Map.<String, Object>of("required", true);
        var declaration = SchemaDeclaration.of(
                FieldDeclaration.of("order_id", "Integer").withConstraints(required),
                FieldDeclaration.of("member_id", "Integer").withConstraints(required),
                FieldDeclaration.of("order_date", "Date").withConstraints(required),
                FieldDeclaration.of("created_at", "DateTime"),
                FieldDeclaration.of("channel", "String").withConstraints(required),
                FieldDeclaration.of("product_name", "String").withConstraints(required),
                FieldDeclaration.of("quantity", "Integer").withConstraints(required),
                FieldDeclaration.of("unit_price", "Decimal").withConstraints(required),
                FieldDeclaration.of("currency", "String"),
                FieldDeclaration.of("paid", "Boolean"),
                FieldDeclaration.of("cust_phone_no", "String"),
                FieldDeclaration.of("note", "String"));
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> valid.schema();
            case SchemaCheck.Refused refused ->
                throw new IllegalStateException(refused.problems().toString());
        };
    }

    /// Writes whole rows until the file has so many bytes.
    public void write(Path file, long bytes) throws IOException {
        var random = new SplittableRandom(SEED);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            long row = 0;
            for (long written = 0; written < bytes; row++) {
                var line = row(row, random).getBytes(StandardCharsets.UTF_8);
                out.write(line);
                written += line.length;
            }
        }
    }

    private String row(long row, SplittableRandom random) {
        var day = "2024-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
        var quantity = this == BAD && random.nextInt(100) == 0
                ? quoted(WRONG.get(random.nextInt(WRONG.size())))
                : Integer.toString(1 + random.nextInt(20));
        return "%d,%d,%s,%sT%02d:%02d:%02dZ,%s,%s,%s,%d.%02d,TWD,%s,09%08d,%s\n"
                .formatted(
                        10_000_000 + row,
                        1_000_000 + random.nextInt(9_000_000),
                        day,
                        day,
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        random.nextBoolean() ? "web" : "store",
                        product(random),
                        quantity,
                        random.nextInt(10_000),
                        random.nextInt(100),
                        random.nextBoolean() ? "true" : "false",
                        random.nextInt(100_000_000),
                        random.nextInt(10) == 0 ? "gift" : "");
    }

    private static String quoted(String cell) {
        return cell.indexOf(',') < 0 ? cell : '"' + cell + '"';
    }

    private String product(SplittableRandom random) {
        var name = "Cotton shirt %03d".formatted(random.nextInt(1_000));
        if (this != QUOTED) {
            return name;
        }
        var kind = random.nextInt(1_000);
        if (kind < 5) {
            return "\"%s\nblue\"".formatted(name);
        }
        if (kind < 55) {
            return "\"%s \"\"blue\"\"\"".formatted(name);
        }
        if (kind < 250) {
            return "\"%s, blue\"".formatted(name);
        }
        return kind < 360 ? "純棉襯衫 %03d".formatted(random.nextInt(1_000)) : name;
    }
}
