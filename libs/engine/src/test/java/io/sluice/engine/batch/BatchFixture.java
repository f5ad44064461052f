package io.sluice.engine.batch;

import static io.sluice.engine.gzip.PackedFiles.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.engine.corpus.Memories;
import io.sluice.engine.gzip.UnpackLimits;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs files through batches of two schemas, `order` and `guest`, and collects what they hand on.
final class BatchFixture implements RecordSink {
    static final String REF = "ace73c06-b361-11ed-afa1-0242ac120002";

    static final RecordSchema ORDER = schema(new SchemaDeclaration(
            List.of(
                    FieldDeclaration.of("referenceId", "String"),
                    FieldDeclaration.of("number", "Integer"),
                    FieldDeclaration.of("status", "String")
                            .withConstraints(Map.of("required", true, "enum", List.of("OPEN", "PAID"))),
                    FieldDeclaration.of("price", "Decimal"),
                    FieldDeclaration.of("tax", "Decimal").withConstraints(Map.of("precision", 21)),
                    FieldDeclaration.of("weight", "Double"),
                    FieldDeclaration.of("gift", "Boolean"),
                    FieldDeclaration.of("orderedAt", "DateTime"),
                    FieldDeclaration.of("note", "String").withMissingValues(List.of("-")),
                    FieldDeclaration.array(
                            "orderItems",
                            FieldDeclaration.objects(
                                    FieldDeclaration.of("productId", "String")
                                            .withConstraints(Map.of("required", true)),
                                    FieldDeclaration.of("quantity", "Integer").withConstraints(Map.of("minimum", 1)))),
                    FieldDeclaration.object("ext")),
            List.of("referenceId", "number"),
            null,
            null));
    static final BatchLimits SMALL = new BatchLimits(new UnpackLimits(1L << 22, 200), 2_000, 8, 20);

    static final RecordSchema GUEST = schema(SchemaDeclaration.of(
            FieldDeclaration.of("guestType", "String"),
            FieldDeclaration.of("email", "String")
                    .withFormat("email")
                    .withSensitive(new SensitivityDeclaration("hash", "email")),
            FieldDeclaration.of("token", "String").withSensitive(new SensitivityDeclaration("require_hashed", null)),
            FieldDeclaration.array(
                    "nicknames",
                    FieldDeclaration.items("String").withSensitive(new SensitivityDeclaration("hash", null)))));

    /// Its key is the first identifier, else the e-mail address.
    private static final RecordSchema KEYED = schema(new SchemaDeclaration(
            List.of(
                    FieldDeclaration.array(
                            "identifiers",
                            FieldDeclaration.objects(
                                    FieldDeclaration.of("provider", "String"), FieldDeclaration.of("id", "String"))),
                    FieldDeclaration.of("email", "String"),
                    FieldDeclaration.arrayOrSingle(
                            "street", FieldDeclaration.items("String").withConstraints(Map.of("maxLength", 12)))),
            List.of("identifiers[0].provider", "identifiers[0].id"),
            null,
            null,
            null,
            List.of("email")));

    private static final KeyMemory MEMORY = Memories.ofBytes(1 << 20);

    private final List<String> accepted = new ArrayList<>();
    private final List<RefusedRecord> refused = new ArrayList<>();
    private final List<String> takenBack = new ArrayList<>();

    /// A line for an order.
    static String record(String mode, String value) {
        return "{\"ref\":\"%s\",\"schema\":\"order\",\"mode\":\"%s\",\"value\":%s}".formatted(REF, mode, value);
    }

    BatchReport run(String lines) {
        return run(SMALL, gzip(lines));
    }

    BatchReport run(BatchLimits limits, byte[] file) {
        return run(limits, file, MEMORY);
    }

    BatchReport run(BatchLimits limits, byte[] file, KeyMemory memory) {
        return run(
                new BatchPlan(Map.of("order", ORDER, "guest", GUEST, "keyed", KEYED), limits, Optional.empty()),
                file,
                memory);
    }

    BatchReport run(BatchPlan plan, byte[] file) {
        return run(plan, file, MEMORY);
    }

    private BatchReport run(BatchPlan plan, byte[] file, KeyMemory memory) {
        try (var run = new BatchRun(plan, file.length, memory, this)) {
            for (int from = 0; from < file.length; from += 1_000) {
                run.accept(file, from, Math.min(1_000, file.length - from));
            }
            return run.finish();
        }
    }

    /// Each as `line ref schema mode key value`, and `lacks field` where a required one is missing.
    List<String> accepted() {
        return accepted;
    }

    List<RefusedRecord> refused() {
        return refused;
    }

    /// Each as `line like firstLine`.
    List<String> takenBack() {
        return takenBack;
    }

    @Override
    public void accept(CheckedRecord record) {
        accepted.add("%d %s %s %s %s %s%s"
                .formatted(
                        record.line(),
                        record.ref(),
                        record.schema(),
                        record.mode(),
                        new String(record.key(), 0, record.keyLength(), UTF_8),
                        new String(record.value(), 0, record.valueLength(), UTF_8),
                        record.missingField().map(" lacks "::concat).orElse("")));
    }

    @Override
    public void refuse(RefusedRecord record) {
        refused.add(record);
    }

    @Override
    public void takeBack(long line, long firstLine) {
        takenBack.add("%d like %d".formatted(line, firstLine));
    }

    private static RecordSchema schema(SchemaDeclaration declaration) {
        return switch (RecordSchema.check(declaration)) {
            case RecordSchemaCheck.Valid valid -> valid.schema();
            case RecordSchemaCheck.Refused refused -> fail(refused.problems().toString());
        };
    }
}
