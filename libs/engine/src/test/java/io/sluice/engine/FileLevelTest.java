package io.sluice.engine;

import static io.sluice.engine.Checked.field;
import static io.sluice.engine.Checked.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.report.Report;
import io.sluice.engine.report.Verdict;
import io.sluice.engine.schema.Acceptance;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileLevelTest {
    private static final Checked TWO = Checked.by(field("a", "String"), field("b", "Integer"));

    @Test
    void acceptsHeaderAlone() {
        Report report = TWO.file("a,b\n");

        assertThat(report.errors()).isEmpty();
        assertThat(report.rows()).isZero();
        assertThat(report.complete()).isTrue();
        assertThat(report.readBytes()).isEqualTo(4);
        assertThat(report.readLines()).isEqualTo(1);
        assertThat(report.summary()).isEmpty();
        assertThat(report.verdict(new Acceptance.Whole())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void refusesEmptyFile() {
        Report report = TWO.file("");

        assertThat(lines(report))
                .containsExactly("/ empty-file | File is empty: expected a header line with the names of the columns");
        assertThat(report.complete()).isFalse();
        assertThat(report.summary()).contains("File is empty; 1 error in 0 rows");
    }

    @Test
    void refusesByteOrderMarks() {
        String expected =
                "1/ bom-present | File starts with a byte order mark: UTF-8 with its mark, as Excel's \"CSV UTF-8\" writes it; save it from an editor as UTF-8 without the mark, or the source can allow one (\"byte_order_mark\": \"allow\")";

        assertThat(lines(TWO.file(bytes(0xEF, 0xBB, 0xBF, 'a', ',', 'b')))).containsExactly(expected);
        assertThat(lines(TWO.file(bytes(0xEF, 0xBB, 0xBF)))).containsExactly(expected);
    }

    @Test
    void namesUtf16ByItsMark() {
        String expected =
                "1/ bom-present | File starts with a byte order mark: the file is UTF-16 (such as Excel's Unicode text, which is separated by tabs: name it .tsv or write commas), save it as UTF-8 without the mark; Excel's \"CSV UTF-8\" writes one, the source can allow one (\"byte_order_mark\": \"allow\")";

        assertThat(lines(TWO.file(bytes(0xFE, 0xFF, 0, 'a')))).containsExactly(expected);
        assertThat(lines(TWO.file(bytes(0xFF, 0xFE)))).containsExactly(expected);
    }

    @Test
    void treatsHalfAMarkAsIllFormed() {
        String expected =
                "1/ encoding-error | Not valid UTF-8: ill-formed bytes at offset 0 (0x%s); save the file as UTF-8 without a byte order mark (Excel's \"CSV UTF-8\" writes one, the source can allow one (\"byte_order_mark\": \"allow\"))";

        assertThat(lines(TWO.file(bytes(0xEF, 0xBB)))).containsExactly(expected.formatted("EF"));
        assertThat(lines(TWO.file(bytes(0xFE)))).containsExactly(expected.formatted("FE"));
        assertThat(lines(TWO.file(bytes(0xFF, 'a')))).containsExactly(expected.formatted("FF"));
    }

    @Test
    void treatsAMarkInsideTheFileAsText() {
        assertThat(TWO.file("a,b\n\uFEFFx,1\n").errors()).isEmpty();
    }

    @Test
    void endsAtIllFormedBytesAndKeepsEarlierErrors() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("a,b\nx,y\nz,1\n\"q\nr\",".getBytes(StandardCharsets.UTF_8));
        file.writeBytes(bytes('c', 0xE9, '\n', 'x', ',', 'y', '\n'));

        Report report = TWO.file(file.toByteArray());

        assertThat(lines(report))
                .containsExactly(
                        "2/1 type-error | Invalid data type in column [b]: \"y\" is not an Integer (digits with an optional sign)",
                        "5/3 encoding-error | Not valid UTF-8: ill-formed bytes at offset 19 (0xE9), likely Windows-1252; save the file as UTF-8 without a byte order mark (Excel's \"CSV UTF-8\" writes one, the source can allow one (\"byte_order_mark\": \"allow\"))");
        assertThat(report.errors().getLast().byteOffset()).hasValue(19);
        assertThat(report.complete()).isFalse();
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.rowsAccepted()).isEqualTo(1);
        assertThat(report.readBytes()).isEqualTo(19);
        assertThat(report.readLines()).isEqualTo(5);
        assertThat(report.summary()).contains("Invalid data type in column [b] at line 2; 2 errors in 3 rows");
    }

    @Test
    void refusesEveryIllFormedSequence() {
        int[][] sequences = {
            {0x80},
            {0xBF},
            {0xC0, 0x80},
            {0xC1, 0xBF},
            {0xC3, 'x'},
            {0xE0, 0x9F, 0xBF},
            {0xED, 0xA0, 0x80},
            {0xEF, 0xBF},
            {0xF0, 0x8F, 0xBF, 0xBF},
            {0xF4, 0x90, 0x80, 0x80},
            {0xF5, 0x80, 0x80, 0x80},
            {0xF0, 0x9F, 0x98},
            {0xFF}
        };
        for (int[] sequence : sequences) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes("a,b\nsomething long enough for words,1\nx".getBytes(StandardCharsets.UTF_8));
            file.writeBytes(bytes(sequence));
            assertThat(TWO.file(file.toByteArray()).errors().getFirst().byteOffset())
                    .as("at the end: %x", sequence[0])
                    .hasValue(39);
            file.writeBytes(",1\nand a row after it,2\n".getBytes(StandardCharsets.UTF_8));
            assertThat(TWO.file(file.toByteArray()).errors().getFirst().byteOffset())
                    .as("in the middle: %x", sequence[0])
                    .hasValue(39);
        }
    }

    @Test
    void acceptsTheEdgesOfUtf8() {
        assertThat(TWO.file("a,b\n\u0080\u07FF\u0800\uD7FF\uE000\uFFFF\uD800\uDC00\uDBFF\uDFFF,1\n")
                        .errors())
                .isEmpty();
    }

    @Test
    void endsAtNul() {
        assertThat(lines(TWO.file("a,b\nx,1\ny\0,2\n")))
                .containsExactly(
                        "3/2 nul-byte | NUL byte: at offset 9, a text file holds none; remove it where the file is made");
        assertThat(lines(TWO.file("a,b\n\"x\n\0\",1\n")))
                .containsExactly(
                        "3/1 nul-byte | NUL byte: at offset 7, a text file holds none; remove it where the file is made");
    }

    @Test
    void endsAtCarriageReturnAlone() {
        assertThat(lines(TWO.file("a,b\rx,1\r")))
                .containsExactly(
                        "1/ line-ending-error | Line ends with CR only: at offset 3, expected LF or CRLF; Excel's \"CSV (Macintosh)\" ends every line so, take its \"CSV UTF-8\"; Excel then writes a byte order mark, the source can allow one (\"byte_order_mark\": \"allow\")");
        assertThat(lines(TWO.file("a,b\nx,1\r")))
                .containsExactly("2/1 line-ending-error | Line ends with CR only: at offset 7, expected LF or CRLF");
        assertThat(TWO.file("a,b\n\"x\ry\",1\n").errors()).isEmpty();
    }

    @Test
    void acceptsMixedLineEndings() {
        Report report = TWO.file("a,b\r\nx,1\ny,2\r\n\"z\",3\r\nw,4");

        assertThat(report.errors()).isEmpty();
        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.readLines()).isEqualTo(5);
    }

    @Test
    void saysWhereAnUnclosedQuoteWasOpened() {
        assertThat(lines(TWO.file("a,b\n\"x\ny\",1\n\"p\nq\",\"2\nz,1\n")))
                .containsExactly(
                        "5/2 unclosed-quote | Unclosed quote: opened here before \"\"2\\nz,1\\n\", the file ends before it is closed; a quote inside a quoted field is doubled");
    }

    @Test
    void refusesRowAboveTheLimit() {
        Checked small =
                Checked.by(field("a", "String"), field("b", "Integer")).limits(new RunLimits(10, 1_000, 100, 1_000));

        assertThat(small.file("a,b\n12345678,1\n12345678,1\r\n").errors()).isEmpty();
        assertThat(lines(small.file("a,b\n123456789,1\n")))
                .containsExactly(
                        "2/1 row-too-large | Row is too large: expected at most 10 bytes, it begins \"123456789,\"; is a quote left open?");
        assertThat(lines(small.file("a,b\n\"12\n34567890")))
                .containsExactly(
                        "2/1 row-too-large | Row is too large: expected at most 10 bytes, it begins \"\"12\\n345678\"; is a quote left open?");
        assertThat(lines(small.file("0123456789a,b\n")))
                .containsExactly(
                        "1/ row-too-large | Row is too large: expected at most 10 bytes, it begins \"0123456789\"; is a quote left open?");
    }

    @Test
    void reportsTheFaultThatIsDetectedFirst() {
        Checked small =
                Checked.by(field("a", "String"), field("b", "Integer")).limits(new RunLimits(10, 1_000, 100, 1_000));

        assertThat(small.file("a,b\n\"123456789\0").errors().getFirst().code().code())
                .isEqualTo("nul-byte");
        assertThat(small.file("a,b\n\"1234567890\0").errors().getFirst().code().code())
                .isEqualTo("row-too-large");
        assertThat(small.file("a,b\n123456789\r\0").errors().getFirst().code().code())
                .isEqualTo("line-ending-error");
    }

    @Test
    void ignoresBytesAfterTheEnd() {
        ValidationRun run = TWO.plan().newRun();
        byte[] bytes = ("a,b\nx\0,1\n" + "y".repeat(5_000)).getBytes(StandardCharsets.UTF_8);

        run.accept(bytes, 0, bytes.length);
        run.accept(bytes, 0, bytes.length);

        assertThat(run.ended()).isTrue();
        assertThat(run.bytes()).isEqualTo(bytes.length);
        assertThat(run.finish().errorCount()).isEqualTo(1);
        assertThat(run.finish()).isEqualTo(run.finish());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
