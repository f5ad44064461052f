package io.sluice.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.corpus.Chunking;
import io.sluice.engine.corpus.ReportInvariants;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Small random corruptions of a good file. No message shows anything of the sensitive columns, none is too
/// long, and each says what was expected, shows the value and names the place.
///
/// `-Dsluice.seeds=100000` makes that many.
class CorruptedFilesTest {
    private static final long SEEDS = Long.getLong("sluice.seeds", 2_500);
    private static final Schema SCHEMA = schema();
    private static final ValidationPlan PLAN = ValidationPlan.compile(SCHEMA, Delimiter.COMMA, RunLimits.DEFAULTS);

    /// Nothing else in the file, in a message or in a hint looks like these.
    private static final List<String> SECRETS =
            List.of("Qzwx", "Vkjy", "8642097531", "7531908642", "1999-12", "1988-11", "1977-10");

    private static final String GOOD = """
            id,who,phone,born,amount,day,paid,note
            1,QzwxQzwx,8642097531,1999-12-31,12.50,2020-01-05,true,台北
            2,VkjyVkjy,7531908642,1988-11-30,-3,2020-01-06,false,"a, b"
            3,QzwxVkjy,8642097531,1977-10-29,0.01,2020-01-07,1,
            """;

    private static final byte[][] PIECES = {
        {0},
        {(byte) 0xFF},
        {(byte) 0xE9},
        {(byte) 0xA4, (byte) 0xA4},
        {'\r'},
        {'\n'},
        {'"'},
        {','},
        {';'},
        {'\t'},
        {' '},
        {(byte) 0xC2, (byte) 0xA0},
        {(byte) 0xE2, (byte) 0x80, (byte) 0x8B},
        {'%'},
        {'x'},
        {'-'},
        {'.'},
        {'('},
        {'\r', '\r', '\n'},
        {'"', '"'},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
        {'N', 'U', 'L', 'L'},
        {'\\', '"'}
    };

    @Test
    void acceptsTheFileItself() {
        assertThat(run(GOOD.getBytes(StandardCharsets.UTF_8)).errors()).isEmpty();
    }

    @Test
    void keepsSecretsAndSaysWhatIsWrongWhere() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] file = corrupted(new Random(seed));

            Report report = run(file);

            String name = "seed " + seed + "\n";
            check(report, () -> name + new String(file, StandardCharsets.UTF_8) + "\n");
        }
    }

    private static void check(Report report, Supplier<String> where) throws IOException {
        ReportInvariants.assertHold(report, RunLimits.DEFAULTS);
        StringBuilder csv = new StringBuilder();
        ReportCsv.write(report, csv);
        assertThat(csv + report.summary().orElse("")).as(where).doesNotContain(SECRETS);
        for (ReportedError error : report.errors()) {
            assertThat(error.message().length()).as(where).isLessThanOrEqualTo(500);
            assertThat(error.message()).as(where).matches(form(error.code()));
            boolean ofFile = error.code() == ErrorCode.EMPTY_FILE || error.code() == ErrorCode.FORMAT_ERROR;
            assertThat(error.line().isPresent()).as(where).isEqualTo(!ofFile);
            if (error.code() == ErrorCode.TYPE_ERROR || error.code() == ErrorCode.CONSTRAINT_ERROR) {
                assertThat(error.column()).as(where).isPresent();
                String value = error.value().orElse("the field is empty");
                assertThat(error.message()).as(where).contains(value.length() > 100 ? "…" : value);
            }
        }
    }

    /// The sentence, then what was found and what was expected.
    private static Pattern form(ErrorCode code) {
        return Pattern.compile(
                switch (code) {
                    case TYPE_ERROR ->
                        "Invalid data type in column \\[\\w+]: (\".*\"|\\*\\*\\*) is not an? .*\\(.+\\).*";
                    case CONSTRAINT_ERROR -> "(Missing value|Value not allowed) in column \\[\\w+].*: .+";
                    case MISSING_CELL, EXTRA_CELL -> "Too (few|many) fields: expected \\d+ but the row has \\d+.*";
                    default -> ".+: .+";
                },
                Pattern.DOTALL);
    }

    private static Report run(byte[] file) {
        return new Chunking.Whole().run(PLAN, file);
    }

    private static byte[] corrupted(Random random) {
        byte[] file = GOOD.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(file.length);
        int removed = Math.min(random.nextInt(3), file.length - at);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, at);
        if (random.nextInt(10) > 0) {
            out.writeBytes(PIECES[random.nextInt(PIECES.length)]);
        }
        out.write(file, at + removed, file.length - at - removed);
        return out.toByteArray();
    }

    private static Schema schema() {
        SchemaDeclaration declaration = SchemaDeclaration.of(
                FieldDeclaration.of("id", "Integer").withConstraints(Map.of("unique", true)),
                hashed("who", "String"),
                hashed("phone", "String"),
                hashed("born", "Date"),
                FieldDeclaration.of("amount", "Decimal"),
                FieldDeclaration.of("day", "Date"),
                FieldDeclaration.of("paid", "Boolean"),
                FieldDeclaration.of("note", "String"));
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> valid.schema();
            case SchemaCheck.Refused refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }

    private static FieldDeclaration hashed(String name, String type) {
        return FieldDeclaration.of(name, type).withSensitive(new SensitivityDeclaration("hash", "none"));
    }
}
