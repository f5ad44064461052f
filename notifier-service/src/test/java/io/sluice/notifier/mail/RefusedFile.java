package io.sluice.notifier.mail;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.notifier.parts.TestJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A refused file of the page of errors: one of the engine's field cases, or one that was not read.
///
/// @param content what the page shows of it
record RefusedFile(String fileName, String content, Report report) {
    private static final Path CASES = Path.of("..", "libs", "engine", "src", "test", "resources", "field-cases");
    private static final int SHOWN_BYTES = 32;

    static List<JsonNode> cases() {
        var cases = new ArrayList<JsonNode>();
        try {
            for (var name : List.of("files.json", "neighbours.json")) {
                SluiceJson.mapper().readTree(CASES.resolve(name).toFile()).forEach(cases::add);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return cases;
    }

    static RefusedFile of(JsonNode fieldCase) {
        var bytes = Base64.getDecoder().decode(fieldCase.get("content_base64").textValue());
        var extension = fieldCase.path("extension").asText("csv");
        var defaults = RunLimits.DEFAULTS;
        var limits = new RunLimits(
                fieldCase.path("max_record_bytes").asInt(defaults.maxRecordBytes()),
                defaults.maxSampledErrors(),
                defaults.maxValueLength(),
                defaults.maxTotalColumns());
        var plan = ValidationPlan.compile(
                schema(fieldCase), Delimiter.ofExtension(extension).orElseThrow(), limits);
        try (var run = plan.newRun()) {
            run.accept(bytes, 0, bytes.length);
            return new RefusedFile("20200125_order." + extension, shown(bytes), run.finish());
        }
    }

    static RefusedFile unread(ErrorCode code, String message) {
        return new RefusedFile("20200125_order.csv", "(not read)", Report.refusedUnread(code, message));
    }

    private static Schema schema(JsonNode fieldCase) {
        var fields = new ArrayList<FieldDocument>();
        fieldCase
                .get("schema")
                .forEach(field -> fields.add(SluiceJson.mapper().convertValue(field, FieldDocument.class)));
        var key = new ArrayList<String>();
        fieldCase.path("primary_key").forEach(name -> key.add(name.textValue()));
        var declaration = new SchemaDeclaration(
                fields.stream().map(FieldDocument::toDeclaration).toList(),
                key,
                null,
                null,
                fieldCase.path("byte_order_mark").textValue());
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid(var schema) -> schema;
            case SchemaCheck.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    /// Readable text as it is, anything else as the hex digits of its first bytes.
    private static String shown(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var readable = text.codePoints()
                .allMatch(symbol ->
                        symbol == '\n' || (symbol >= ' ' && symbol != 0xFFFD && symbol < 0xD800 && !isUnseen(symbol)));
        if (readable && text.length() <= 120 && !text.isEmpty()) {
            return text;
        }
        var hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
        return "%d bytes: %s%s".formatted(bytes.length, hex, bytes.length > SHOWN_BYTES ? " …" : "");
    }

    private static boolean isUnseen(int symbol) {
        return Character.getType(symbol) == Character.FORMAT
                || Character.getType(symbol) == Character.CONTROL
                || (Character.isSpaceChar(symbol) && symbol != ' ');
    }

    String code() {
        return report.errors().getFirst().code().code();
    }

    String message() {
        return report.errors().getFirst().message();
    }

    String csv() {
        return new String(document().csv(), StandardCharsets.UTF_8);
    }

    private ReportDocument document() {
        return ReportDocument.of(Optional.empty(), fileName, report);
    }

    JobFinished finished(AccountId account) {
        var job = new JobRef(
                new JobId("0123456789abcdef0123456789abcdef"),
                account,
                new SourceType("order"),
                new DataDate(LocalDate.of(2020, 1, 25)),
                fileName);
        var ended = TestJob.ENDED;
        var validated = new UploadValidated(
                job,
                Outcome.FAILED,
                "Order",
                1,
                report.rows(),
                0,
                report.errorCount(),
                report.summary(),
                document().errors().stream().limit(UploadValidated.FIRST_ERRORS).toList(),
                true,
                1_000,
                Optional.empty(),
                ended,
                ended,
                ended);
        return new JobFinished(
                validated,
                Optional.of("/invalid/order/" + fileName),
                Optional.of("/invalid/order/" + fileName + ".errors.csv"),
                ended);
    }
}
