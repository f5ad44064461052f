package io.sluice.benchmarks.records;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// JSON lines of made-up orders, about 420 bytes each, and their schema.
final class OrderLines {
    static final List<String> STATUS = List.of("OPEN", "PAID", "SENT", "RETURNED");

    private static final List<String> NAMES =
            List.of("Coffee, ground", "Tea", "Kettle \"Mini\"", "咖啡豆 500 克", "Cup", "Café crème");

    private OrderLines() {}

    static RecordSchema schema() {
        var declaration = new SchemaDeclaration(
                List.of(
                        FieldDeclaration.of("referenceId", "String").withConstraints(Map.of("required", true)),
                        FieldDeclaration.of("orderedAt", "DateTime").withConstraints(Map.of("required", true)),
                        FieldDeclaration.of("status", "String").withConstraints(Map.of("enum", STATUS)),
                        FieldDeclaration.of("currencyCode", "String").withFormat("currency3"),
                        FieldDeclaration.of("price", "Decimal").withConstraints(Map.of("minimum", 0)),
                        FieldDeclaration.of("gift", "Boolean"),
                        FieldDeclaration.of("note", "String"),
                        FieldDeclaration.array(
                                "orderItems",
                                FieldDeclaration.objects(
                                        FieldDeclaration.of("productId", "String")
                                                .withConstraints(Map.of("required", true)),
                                        FieldDeclaration.of("name", "String"),
                                        FieldDeclaration.of("quantity", "Integer")
                                                .withConstraints(Map.of("minimum", 1)),
                                        FieldDeclaration.of("price", "Decimal")))),
                List.of("referenceId"),
                null,
                null);
        return switch (RecordSchema.check(declaration)) {
            case RecordSchemaCheck.Valid valid -> valid.schema();
            case RecordSchemaCheck.Refused refused ->
                throw new IllegalStateException(refused.problems().toString());
        };
    }

    static byte[] write(int bytes) {
        var random = new Random(19);
        var text = new ByteArrayOutputStream(bytes + 1_000);
        for (int i = 0; text.size() < bytes; i++) {
            text.writeBytes(line(i, random).getBytes(StandardCharsets.UTF_8));
        }
        return text.toByteArray();
    }

    private static String line(int number, Random random) {
        return String.format(
                Locale.ROOT,
                "{\"ref\":\"%08x-%04x-4000-8000-%012x\",\"schema\":\"order\",\"mode\":\"upsert\",\"value\":{\"referenceId\":\"A-%07d\","
                        + "\"orderedAt\":\"2026-%02d-%02dT%02d:%02d:00Z\",\"status\":\"%s\",\"currencyCode\":\"EUR\",\"price\":%d.%02d,"
                        + "\"gift\":%b,\"note\":\"%s\",\"orderItems\":[%s,%s]}}%n",
                random.nextInt(),
                random.nextInt(1 << 16),
                number,
                number,
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                STATUS.get(random.nextInt(STATUS.size())),
                random.nextInt(1_000),
                random.nextInt(100),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? "leave it at the door" : "",
                item(random),
                item(random));
    }

    private static String item(Random random) {
        return String.format(
                Locale.ROOT,
                "{\"productId\":\"P-%05d\",\"name\":\"%s\",\"quantity\":%d,\"price\":%d.%02d}",
                random.nextInt(100_000),
                NAMES.get(random.nextInt(NAMES.size())).replace("\"", "\\\""),
                1 + random.nextInt(9),
                random.nextInt(200),
                random.nextInt(100));
    }
}
