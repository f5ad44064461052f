package io.sluice.engine;

import static io.sluice.engine.Checked.field;
import static io.sluice.engine.Checked.hashed;
import static io.sluice.engine.Checked.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.report.Report;
import io.sluice.engine.report.Verdict;
import io.sluice.engine.schema.Acceptance;
import org.junit.jupiter.api.Test;

class HeaderTest {
    private static final Checked THREE =
            Checked.by(field("id", "Integer"), field("first_name", "String"), field("paid", "Boolean"));

    @Test
    void acceptsColumnsInAnyOrder() {
        Report report = THREE.file("paid,id,first_name\ntrue,1,Ann\n");

        assertThat(report.errors()).isEmpty();
    }

    @Test
    void acceptsQuotedLabels() {
        assertThat(THREE.file("\"paid\",id,\"first_name\"\r\ntrue,1,Ann\n").errors())
                .isEmpty();
    }

    @Test
    void reportsEachWrongLabel() {
        Report report = THREE.file("id,ID,  ,nick,\"ni\"\"ck\",nick,First-Name\n1,2\n\n3\n");

        assertThat(lines(report))
                .containsExactly(
                        "1/ extra-label | Unknown column [ID]: column 2 is not in the schema",
                        "1/ blank-label | Column without a name: column 3 of the header",
                        "1/ extra-label | Unknown column [nick]: column 4 is not in the schema",
                        "1/ extra-label | Unknown column [ni\"ck]: column 5 is not in the schema",
                        "1/ duplicate-label | Duplicate column [nick]: column 6 repeats an earlier one",
                        "1/ incorrect-label | Misspelled column [First-Name], expected [first_name]: column 7 of the header",
                        "1/ missing-label | Missing column [paid]: the schema has it, the header has not");
        assertThat(report.complete()).isTrue();
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.rowsAccepted()).isZero();
        assertThat(report.verdict(new Acceptance.Partial(100))).isEqualTo(Verdict.REFUSED);
        assertThat(report.summary()).contains("Unknown column [ID] at line 1; 7 errors in 3 rows");
    }

    @Test
    void reportsARepeatedFieldAsDuplicate() {
        assertThat(lines(THREE.file("id,first_name,paid,id\n")))
                .containsExactly("1/ duplicate-label | Duplicate column [id]: column 4 repeats an earlier one");
    }

    @Test
    void recognisesMisspellings() {
        assertThat(lines(THREE.file(" Id ,FIRST NAME,paid\n")))
                .containsExactly(
                        "1/ incorrect-label | Misspelled column [ Id ], expected [id]: column 1 of the header",
                        "1/ incorrect-label | Misspelled column [FIRST NAME], expected [first_name]: column 2 of the header");
    }

    @Test
    void requiresSchemaOrderIfFieldsMatchIsExact() {
        Checked exact = Checked.by(field("id", "Integer"), field("name", "String"), field("paid", "Boolean"))
                .exact();

        assertThat(exact.file("id,name,paid\n").errors()).isEmpty();
        assertThat(lines(exact.file("id,paid,name\n")))
                .containsExactly("1/ incorrect-label | Column [paid] out of order: column 2 must be [name]");
        assertThat(exact.file("id,paid,name\n").summary())
                .contains("Column [paid] out of order at line 1; 1 error in 0 rows");
    }

    @Test
    void refusesBlankFirstLine() {
        String expected = "1/ blank-header | No header: the first line is blank, expected the names of the columns";

        assertThat(lines(THREE.file("\nid,first_name,paid\n"))).containsExactly(expected);
        assertThat(lines(THREE.file("  \r\n"))).containsExactly(expected);
        assertThat(THREE.file("\n").complete()).isFalse();
        assertThat(THREE.file("  \r\nid\n").readBytes()).isEqualTo(4);
    }

    @Test
    void refusesMisplacedQuote() {
        Report report = THREE.file("id,first\"name\",paid\n1,2,3\n");

        assertThat(lines(report))
                .containsExactly(
                        "1/ stray-quote | Misplaced quote: in column 2 of the header; a name with a quote must be quoted as a whole, its quotes doubled");
        assertThat(report.rows()).isEqualTo(1);
        assertThat(report.verdict(new Acceptance.Partial(100))).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void findsFaultsAfterAWrongHeader() {
        Report report = THREE.file("id\n1\n2\0\n");

        assertThat(lines(report))
                .containsExactly(
                        "1/ missing-label | Missing column [first_name]: the schema has it, the header has not",
                        "1/ missing-label | Missing column [paid]: the schema has it, the header has not",
                        "3/2 nul-byte | NUL byte: at offset 6, a text file holds none; remove it where the file is made");
        assertThat(report.complete()).isFalse();
    }

    @Test
    void hidesUnknownLabelsThatMayBeDataOfSensitiveFields() {
        Checked sensitive = Checked.by(field("id", "Integer"), hashed("phone", "String", "hash", "phone"));

        Report report = sensitive.file("17,0912345678,nick,Ann Lee\n");

        assertThat(lines(report))
                .containsExactly(
                        "1/ extra-label | Unknown column: column 1 is not in the schema",
                        "1/ extra-label | Unknown column: column 2 is not in the schema",
                        "1/ extra-label | Unknown column: column 3 is not in the schema",
                        "1/ extra-label | Unknown column: column 4 is not in the schema",
                        "1/ missing-label | Missing column [id]: the schema has it, the header has not",
                        "1/ missing-label | Missing column [phone]: the schema has it, the header has not");
        assertThat(report.summary()).contains("Unknown column at line 1; 6 errors in 0 rows");
    }

    @Test
    void sharesOneTotalBeyondTheColumnLimit() {
        StringBuilder header = new StringBuilder("id,first_name,paid");
        for (int i = 0; i < 5_000; i++) {
            header.append(",x").append(i);
        }

        Report report = THREE.file(header + "\n");

        assertThat(report.errorCount()).isEqualTo(5_000);
        assertThat(report.truncated()).isTrue();
        assertThat(report.errors()).hasSize(1_000);
        assertThat(report.totals()).hasSize(1_001);
        assertThat(report.totals().getLast().column()).isEmpty();
        assertThat(report.totals().getLast().count()).isEqualTo(4_000);
    }
}
