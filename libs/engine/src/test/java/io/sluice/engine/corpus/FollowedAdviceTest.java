package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.ValidationPlan;
import io.sluice.engine.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Does literally what a message says, and no more. The corrected file is accepted.
class FollowedAdviceTest {
    /// What a sender makes of the file after reading the message.
    private interface Advice {
        byte[] follow(byte[] file, String message) throws IOException;
    }

    private static final Map<String, Advice> ADVICES = Map.ofEntries(
            Map.entry("gzip-as-csv", (file, message) -> {
                says(message, "unpack it and upload the CSV that is inside");
                return new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
            }),
            Map.entry("cp1252-dash", FollowedAdviceTest::saveAsUtf8),
            Map.entry("latin1-in-tsv", FollowedAdviceTest::saveAsUtf8),
            Map.entry("big5-text", FollowedAdviceTest::saveAsUtf8),
            Map.entry("shift-jis-text", FollowedAdviceTest::saveAsUtf8),
            Map.entry("cyrillic-text", FollowedAdviceTest::saveAsUtf8),
            Map.entry("utf16-bom", (file, message) -> {
                says(message, "the file is UTF-16");
                says(message, "save it as UTF-8 without the mark");
                return utf8(new String(file, StandardCharsets.UTF_16));
            }),
            Map.entry("utf16-without-mark", (file, message) -> {
                says(message, "likely UTF-16 without its mark");
                return utf8(new String(file, StandardCharsets.UTF_16LE));
            }),
            Map.entry("utf8-bom-quoted-header", (file, message) -> {
                says(message, "save it from an editor as UTF-8 without the mark");
                return utf8(text(file).substring(1));
            }),
            Map.entry("semicolons", (file, message) -> {
                says(message, "separated by semicolons (;), expected commas (,)");
                return utf8(text(file).replace(';', ','));
            }),
            Map.entry("tab-in-csv", (file, message) -> {
                says(message, "separated by tabs, expected commas");
                return utf8(text(file).replace('\t', ','));
            }),
            Map.entry("sep-line", (file, message) -> {
                says(message, "remove the line and separate with commas");
                return utf8(text(file).substring(text(file).indexOf('\n') + 1).replace(';', ','));
            }),
            Map.entry("cr-cr-lf", (file, message) -> {
                says(message, "CR CR LF at offset 3, expected LF or CRLF");
                return utf8(text(file).replace("\r\r\n", "\r\n"));
            }),
            Map.entry("no-header", (file, message) -> {
                Matcher header = Pattern.compile("expected the header (\\S+)").matcher(message);
                assertThat(header.find()).isTrue();
                return utf8(header.group(1) + "\n" + text(file));
            }),
            Map.entry("accounting-group", (file, message) -> {
                says(message, "\"1,234.56\" is not a Decimal");
                says(message, "write it without group separators");
                return utf8(text(file).replace("1,234.56", "1234.56"));
            }),
            Map.entry("blank-after-number", (file, message) -> {
                says(message, "it ends with a blank");
                return utf8(text(file).replace("12 ", "12"));
            }),
            Map.entry("trailing-minus", (file, message) -> {
                says(message, "the minus goes in front");
                return utf8(text(file).replace("49.03-", "-49.03"));
            }),
            Map.entry("datetime-offset-no-colon", (file, message) -> {
                says(message, "the offset needs a colon");
                return utf8(text(file).replace("+0000", "+00:00"));
            }),
            Map.entry("no-break-space", (file, message) -> {
                says(message, "it ends with a no-break space U+00A0");
                return utf8(text(file).replace("\u00A0", ""));
            }),
            Map.entry("lost-zeros-length", (file, message) -> {
                says(message, "leading zeros were lost");
                return utf8(text(file).replace("1234", "01234"));
            }),
            Map.entry("enum-case", (file, message) -> {
                Matcher word = Pattern.compile("write it exactly so: (\\S+)").matcher(message);
                assertThat(word.find()).isTrue();
                return utf8(text(file).replaceAll("(?i)paid", word.group(1)));
            }));

    static Stream<FieldCase> advised() {
        return FieldCase.all().filter(fieldCase -> ADVICES.containsKey(fieldCase.id()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("advised")
    void endsWell(FieldCase fieldCase) throws IOException {
        ValidationPlan plan = fieldCase.plan();
        Report refused = new Chunking.Whole().run(plan, fieldCase.file());
        String message = refused.errors().getFirst().message();

        byte[] corrected = Objects.requireNonNull(ADVICES.get(fieldCase.id())).follow(fieldCase.file(), message);

        assertThat(new Chunking.Whole().run(plan, corrected).errors()).isEmpty();
    }

    @Test
    void followsAnAdviceForEachCase() {
        assertThat(advised().map(FieldCase::id)).containsExactlyInAnyOrderElementsOf(ADVICES.keySet());
    }

    @Test
    void endsWellForATsvThatExcelSavesAsCsv() {
        FieldCase tsv = FieldCase.all()
                .filter(fieldCase -> fieldCase.id().equals("latin1-in-tsv-where-mark-is-allowed"))
                .findFirst()
                .orElseThrow();
        String message = new Chunking.Whole()
                .run(tsv.plan(), tsv.file())
                .errors()
                .getFirst()
                .message();
        says(message, "likely Windows-1252; save the file as UTF-8");
        says(message, "such as Excel's \"CSV UTF-8\" with the extension .csv");

        String saved = "\uFEFF" + new String(tsv.file(), Charset.forName("windows-1252")).replace('\t', ',');

        assertThat(new Chunking.Whole().run(tsv.plan("csv"), utf8(saved)).errors())
                .isEmpty();
    }

    private static byte[] saveAsUtf8(byte[] file, String message) {
        Matcher encoding = Pattern.compile("likely ([\\w-]+); save the file as UTF-8 without a byte order mark")
                .matcher(message);
        assertThat(encoding.find()).as(message).isTrue();
        return utf8(new String(file, Charset.forName(encoding.group(1))));
    }

    private static void says(String message, String advice) {
        assertThat(message).contains(advice);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
