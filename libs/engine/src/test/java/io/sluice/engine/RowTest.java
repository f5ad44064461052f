package io.sluice.engine;

import static io.sluice.engine.Checked.field;
import static io.sluice.engine.Checked.hashed;
import static io.sluice.engine.Checked.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ErrorTotal;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.Verdict;
import io.sluice.engine.schema.Acceptance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Checked TWO = Checked.by(field("a", "String"), field("b", "Integer"));

    @Test
    void reportsOneErrorForARowOfWrongWidth() {
        Report report = TWO.file("a,b\nx\nx,y,z,w\nx,1\"2,\n\"x\"y,1\n\"x\" ,1\nx,y\n");

        assertThat(lines(report))
                .containsExactly(
                        "2/1 missing-cell | Too few fields: expected 2 but the row has 1, [b] is the first missing; the row begins \"x\"",
                        "3/2 extra-cell | Too many fields: expected 2 but the row has 4, \"z\" is the first too many; the row begins \"x,y,z,w\"; a field that holds the delimiter must be quoted",
                        "4/3 stray-quote | Misplaced quote: in field 2, \"1\"2\"; a field with a quote must be quoted as a whole, its quotes doubled",
                        "5/4 stray-quote | Misplaced quote: in field 1, \"\"x\"y\"; a field with a quote must be quoted as a whole, its quotes doubled",
                        "6/5 stray-quote | Misplaced quote: in field 1, \"\"x\" \"; no blank stands after the closing quote of a field",
                        "7/6 type-error | Invalid data type in column [b]: \"y\" is not an Integer (digits with an optional sign)");
        assertThat(report.rowsAccepted()).isZero();
    }

    @Test
    void reportsBlankRowsButNotAtTheEnd() {
        Report report = TWO.file("a,b\n\r\nx,1\n\n\ny,2\n\n\r\n\n");

        assertThat(lines(report))
                .containsExactly(
                        "2/1 blank-row | Blank row: expected 2 fields but the line is empty",
                        "4/3 blank-row | Blank row: expected 2 fields but the line is empty",
                        "5/4 blank-row | Blank row: expected 2 fields but the line is empty");
        assertThat(report.rows()).isEqualTo(5);
        assertThat(report.rowsAccepted()).isEqualTo(2);
        assertThat(report.readLines()).isEqualTo(9);
    }

    @Test
    void cutsTheValueOfAKeyBeforeItEscapesIt() {
        String row = "x".repeat(96) + ",\u00A0\u00A0\u00A0y\n";

        Report report = Checked.by(field("a", "String"), field("b", "String"))
                .key("a", "b")
                .file("a,b\n" + row + row);

        assertThat(report.errors().getFirst().value()).contains("x".repeat(96) + ", \\u00A0\\u00A0");
    }

    @Test
    void treatsBlankLineOfOneColumnAsMissingValue() {
        Checked one = Checked.by(field("a", "Integer", Map.of("required", true)));

        assertThat(Checked.by(field("a", "Integer")).file("a\n1\n\n2\n\n").rows())
                .isEqualTo(3);
        assertThat(lines(one.file("a\n1\n\n2\n\n")))
                .containsExactly(
                        "3/2 constraint-error | Missing value in column [a]: the field is empty, the schema requires it");
    }

    @Test
    void checksCellsInTheOrderOfTheFile() {
        Checked checked = Checked.by(
                field("id", "Integer", Map.of("required", true)),
                field("day", "Date"),
                field("price", "Decimal", Map.of("precision", 5, "scale", 2)));

        Report report = checked.file("price,day,id\n1234.5,2020-02-30,\n1.234,2020-02-29,9223372036854775808\n,,7\n");

        assertThat(lines(report))
                .containsExactly(
                        "2/1 constraint-error | Value not allowed in column [price] (precision): \"1234.5\" has more than 3 digits before the point",
                        "2/1 type-error | Invalid data type in column [day]: \"2020-02-30\" is not a Date (yyyy-MM-dd); February 2020 has 29 days",
                        "2/1 constraint-error | Missing value in column [id]: the field is empty, the schema requires it",
                        "3/2 constraint-error | Value not allowed in column [price] (scale): \"1.234\" has more than 2 digits after the point",
                        "3/2 type-error | Invalid data type in column [id]: \"9223372036854775808\" is not an Integer (digits with an optional sign); it does not fit into 64 bits");
        assertThat(report.totals())
                .containsExactly(
                        new ErrorTotal(ErrorCode.CONSTRAINT_ERROR, Optional.of("precision"), Optional.of("price"), 1),
                        new ErrorTotal(ErrorCode.TYPE_ERROR, Optional.empty(), Optional.of("day"), 1),
                        new ErrorTotal(ErrorCode.CONSTRAINT_ERROR, Optional.of("required"), Optional.of("id"), 1),
                        new ErrorTotal(ErrorCode.CONSTRAINT_ERROR, Optional.of("scale"), Optional.of("price"), 1),
                        new ErrorTotal(ErrorCode.TYPE_ERROR, Optional.empty(), Optional.of("id"), 1));
    }

    @Test
    void treatsDeclaredTextsAsMissingValues() {
        Checked checked = Checked.by(
                field("a", "Integer").withMissingValues(List.of("NA", "-")),
                field("b", "String", Map.of("required", true)).withMissingValues(List.of("n/a")));

        Report report = checked.file("a,b\nNA,x\n-,\"n/a\"\n\"\",y\nna,z\n");

        assertThat(lines(report))
                .containsExactly(
                        "3/2 constraint-error | Missing value in column [b]: \"n/a\" counts as missing, the schema requires it",
                        "5/4 type-error | Invalid data type in column [a]: \"na\" is not an Integer (digits with an optional sign); if it stands for a missing value, leave the field empty or name it in missing_values");
        assertThat(report.errors().getFirst().value()).contains("n/a");
    }

    @Test
    void namesTheViolatedConstraint() {
        Checked checked = Checked.by(
                field(
                        "s",
                        "String",
                        Map.of("minLength", 2, "maxLength", 3, "pattern", "[a-z綠]+", "enum", List.of("ab", "綠綠綠"))),
                field("n", "Integer", Map.of("minimum", 1, "maximum", "9", "enum", List.of(1, "05", 9))),
                field("d", "Date", Map.of("exclusiveMinimum", "2020-01-01", "exclusiveMaximum", "2020-02-01"))
                        .withFormat("d/M/yyyy"));

        Report report = checked.file(
                "s,n,d\nab,1,2/1/2020\n綠綠綠,9,31/1/2020\na,0,1/1/2020\nabcd,10,01/02/2020\nA1,5,\nxyz,6,30/02/2020\n");

        assertThat(lines(report))
                .containsExactly(
                        "4/3 constraint-error | Value not allowed in column [s] (minLength): \"a\" is shorter than 2 characters",
                        "4/3 constraint-error | Value not allowed in column [n] (minimum): \"0\" is below 1",
                        "4/3 constraint-error | Value not allowed in column [d] (exclusiveMinimum): \"1/1/2020\" is not above 2020-01-01",
                        "5/4 constraint-error | Value not allowed in column [s] (maxLength): \"abcd\" is longer than 3 characters",
                        "5/4 constraint-error | Value not allowed in column [n] (maximum): \"10\" is above 9",
                        "5/4 constraint-error | Value not allowed in column [d] (exclusiveMaximum): \"01/02/2020\" is not below 2020-02-01",
                        "6/5 constraint-error | Value not allowed in column [s] (pattern): \"A1\" does not match [a-z綠]+",
                        "7/6 constraint-error | Value not allowed in column [s] (enum): \"xyz\" is none of ab, 綠綠綠",
                        "7/6 constraint-error | Value not allowed in column [n] (enum): \"6\" is none of 1, 05, 9",
                        "7/6 type-error | Invalid data type in column [d]: \"30/02/2020\" is not a Date (d/M/yyyy); February 2020 has 29 days");
    }

    @Test
    void comparesTypedValuesForUniqueness() {
        Map<String, Object> unique = Map.of("unique", true);
        Checked checked = Checked.by(
                field("i", "Integer", unique),
                field("d", "Decimal", unique),
                field("s", "String", unique),
                field("t", "DateTime", unique),
                field("f", "Double", unique));

        Report report = checked.file("i,d,s,t,f\n"
                + "1,1.0,1,2020-01-01T00:00:00Z,1e1\n"
                + "01,1.00,01,2020-01-01 08:00:00+08:00,10\n"
                + ",,,,\n,,,,\n"
                + "+1,01,1,2020-01-01T00:00:00.000,10.0\n"
                + "-5,-0,\"0\"\"\",2020-01-01T00:00:00.001,0\n"
                + "-05,0.0,\"0\"\"\",2019-01-01T00:00:00,-0\n");

        assertThat(lines(report))
                .containsExactly(
                        "3/2 unique-error | Duplicate value in column [i]: \"01\" stands in an earlier row too, first in line 2",
                        "3/2 unique-error | Duplicate value in column [d]: \"1.00\" stands in an earlier row too, first in line 2",
                        "3/2 unique-error | Duplicate value in column [t]: \"2020-01-01 08:00:00+08:00\" stands in an earlier row too, first in line 2",
                        "3/2 unique-error | Duplicate value in column [f]: \"10\" stands in an earlier row too, first in line 2",
                        "6/5 unique-error | Duplicate value in column [i]: \"+1\" stands in an earlier row too, first in line 2",
                        "6/5 unique-error | Duplicate value in column [d]: \"01\" stands in an earlier row too, first in line 2",
                        "6/5 unique-error | Duplicate value in column [s]: \"1\" stands in an earlier row too, first in line 2",
                        "6/5 unique-error | Duplicate value in column [t]: \"2020-01-01T00:00:00.000\" stands in an earlier row too, first in line 2",
                        "6/5 unique-error | Duplicate value in column [f]: \"10.0\" stands in an earlier row too, first in line 2",
                        "8/7 unique-error | Duplicate value in column [i]: \"-05\" stands in an earlier row too, first in line 7",
                        "8/7 unique-error | Duplicate value in column [d]: \"0.0\" stands in an earlier row too, first in line 7",
                        "8/7 unique-error | Duplicate value in column [s]: \"0\"\" stands in an earlier row too, first in line 7",
                        "8/7 unique-error | Duplicate value in column [f]: \"-0\" stands in an earlier row too, first in line 7");
    }

    @Test
    void findsDuplicateKeys() {
        Checked checked = Checked.by(field("a", "String"), field("b", "Integer"), field("c", "String"))
                .key("a", "b");

        Report report = checked.file("b,c,a\n1,,x\n01,,x\n1,,y\n,,x\nq,,x\n11,,\n");

        assertThat(lines(report))
                .containsExactly(
                        "3/2 primary-key | Duplicate key [a, b]: \"x\", \"01\" stand in an earlier row too, first in line 2",
                        "5/4 constraint-error | Missing value in column [b]: the field is empty, the primary key needs it",
                        "6/5 type-error | Invalid data type in column [b]: \"q\" is not an Integer (digits with an optional sign)",
                        "7/6 constraint-error | Missing value in column [a]: the field is empty, the primary key needs it");
        assertThat(report.errors().getFirst().value()).contains("x, 01");
        assertThat(report.errors().getFirst().column()).isEmpty();
        assertThat(report.summary()).contains("Duplicate key [a, b] at line 3; 4 errors in 6 rows");
    }

    @Test
    void distinguishesKeysWithTheSameConcatenation() {
        Checked checked = Checked.by(field("a", "String"), field("b", "String")).key("a", "b");

        assertThat(checked.file("a,b\nxy,z\nx,yz\n").errors()).isEmpty();
    }

    @Test
    void findsDuplicateKeyOfOneNumber() {
        Checked checked =
                Checked.by(field("a", "Integer"), field("b", "String")).key("a");

        assertThat(lines(checked.file("a,b\n2,x\n1,x\n3,x\n1,y\n")))
                .containsExactly(
                        "5/4 primary-key | Duplicate key [a]: \"1\" stands in an earlier row too, first in line 3");
    }

    @Test
    void showsNothingOfSensitiveValues() {
        Map<String, Object> unique = Map.of("unique", true);
        Checked checked = Checked.by(
                        field("id", "Integer"),
                        hashed("mail", "String", "hash", "email")
                                .withFormat("email")
                                .withConstraints(unique),
                        hashed("phone", "String", "require_hashed", null),
                        field("note", "String", Map.of("maxLength", 3)))
                .key("id", "mail");
        String hash = "0123456789abcdef".repeat(4);

        Report report = checked.file("id,mail,phone,note\n"
                + "1, Ann@Secret.example,,\n"
                + "1,ann@secret.example,0912345678,abcd\n"
                + "2,ANN@secret.example," + hash + ",x\n"
                + "secret,secret@secret.example\n"
                + "3,bob@secret.example,secret,a,secret\n"
                + "3,\"secret\"secret,,\n");

        assertThat(lines(report))
                .containsExactly(
                        "2/1 type-error | Invalid data type in column [mail]: *** is not an e-mail address; it starts with a blank",
                        "3/2 sensitive-error | Value not hashed in column [phone]: *** is not 64 hex digits (SHA-256); hash the value with SHA-256 before the upload",
                        "3/2 constraint-error | Value not allowed in column [note] (maxLength): \"abcd\" is longer than 3 characters",
                        "4/3 unique-error | Duplicate value in column [mail]: *** stands in an earlier row too, first in line 3",
                        "5/4 missing-cell | Too few fields: expected 4 but the row has 2, [phone] is the first missing",
                        "6/5 extra-cell | Too many fields: expected 4 but the row has 5; a field that holds the delimiter must be quoted",
                        "7/6 stray-quote | Misplaced quote: in field 2; a field with a quote must be quoted as a whole, its quotes doubled");
        assertThat(report.toString()).doesNotContainIgnoringCase("secret").doesNotContain("0912");
    }

    /// A comma too many and a cell too few: each cell stands one column beside its own.
    @Test
    void hidesCellsThatMayBeThoseOfAShiftedSensitiveColumn() {
        Checked checked = Checked.by(
                field("id", "Integer"),
                hashed("phone", "String", "require_hashed", null),
                field("amount", "Decimal"),
                hashed("born", "Date", "hash", "none"),
                field("day", "Date"),
                hashed("mail", "String", "hash", "email"),
                field("paid", "Boolean"));
        String hash = "0123456789abcdef".repeat(4);

        Report report = checked.file("id,phone,amount,born,day,mail,paid\n"
                + "1,," + hash + ",,2020-01-05,,true\n"
                + "2," + hash + ",1999-12-31,,2020-01-05,,true\n"
                + "3," + hash + ",1,1999-12-31,ann@secret.example,true,\n"
                + "4," + hash + ",1,1999-12-31,2020-01-05,,ann@secret.example\n"
                + "x," + hash + ",n/a,1999-12-31,5 May,,maybe\n");

        assertThat(report.errors())
                .extracting(error -> error.line().getAsLong() + " "
                        + error.column().orElse("") + " " + error.value().orElse(""))
                .containsExactly(
                        "2 amount ***",
                        "3 amount ***",
                        "4 day ***",
                        "5 paid ***",
                        "6 id x",
                        "6 amount n/a",
                        "6 day 5 May",
                        "6 paid maybe");
        assertThat(report.toString()).doesNotContain("secret", hash, "1999-12-31");
    }

    @Test
    void hidesSensitivePartsOfKeys() {
        Checked checked = Checked.by(field("id", "Integer"), hashed("phone", "String", "hash", "phone"))
                .key("phone", "id");

        Report report = checked.file("id,phone\n1,0912 345-678\n1,0912345678\n");

        assertThat(lines(report))
                .containsExactly(
                        "3/2 primary-key | Duplicate key [phone, id]: ***, \"1\" stand in an earlier row too, first in line 2");
        assertThat(report.errors().getFirst().value()).contains("***, 1");
    }

    @Test
    void comparesHashesIgnoringCase() {
        Checked checked =
                Checked.by(hashed("phone", "String", "require_hashed", null).withConstraints(Map.of("unique", true)));
        String hash = "0123456789abcdef".repeat(4);

        assertThat(lines(checked.file("phone\n" + hash + "\n" + hash.toUpperCase(Locale.ROOT) + "\n")))
                .containsExactly(
                        "3/2 unique-error | Duplicate value in column [phone]: *** stands in an earlier row too, first in line 2");
    }

    @Test
    void countsAllErrorsAndListsTheFirst() {
        Checked checked = Checked.by(field("a", "Integer")).limits(new RunLimits(100, 3, 100, 1_000));

        Report report = checked.file("a\n" + "x\n".repeat(10) + "1\n");

        assertThat(report.errorCount()).isEqualTo(10);
        assertThat(report.truncated()).isTrue();
        assertThat(report.errors()).hasSize(3);
        assertThat(report.totals())
                .containsExactly(new ErrorTotal(ErrorCode.TYPE_ERROR, Optional.empty(), Optional.of("a"), 10));
        assertThat(report.rowsAccepted()).isEqualTo(1);
        assertThat(report.summary()).contains("Invalid data type in column [a] at line 2; 10 errors in 11 rows");
    }

    @Test
    void acceptsErrorsUpToTheThreshold() {
        Report report = Checked.by(field("a", "Integer")).file("a\n1\n2\n3\nx\n");

        assertThat(report.invalidPercent()).isEqualTo(25.0);
        assertThat(report.verdict(new Acceptance.Whole())).isEqualTo(Verdict.REFUSED);
        assertThat(report.verdict(new Acceptance.Partial(25))).isEqualTo(Verdict.ACCEPTED_PARTIALLY);
        assertThat(report.verdict(new Acceptance.Partial(24.9))).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void shortensLongValuesBetweenCharacters() {
        Report report =
                Checked.by(field("a", "Integer")).file("a\n" + "x".repeat(99) + "😀😀\n" + "y".repeat(100) + "\n");

        assertThat(report.errors().getFirst().value()).contains("x".repeat(99) + "😀");
        assertThat(report.errors().getFirst().message())
                .isEqualTo("Invalid data type in column [a]: \"" + "x".repeat(99)
                        + "😀…\" is not an Integer (digits with an optional sign)");
        assertThat(report.errors().getLast().value()).contains("y".repeat(100));
    }

    @Test
    void escapesInvisibleCharactersOfValues() {
        Report report = Checked.by(field("a", "Integer")).file("a\n\"1\n2\t3\"\n\uFEFF4\n5\u00A06\u3000綠\u0007\n");

        assertThat(report.errors().stream().map(error -> error.value().orElseThrow()))
                .containsExactly("1\\n2\\t3", "\\uFEFF4", "5\\u00A06\u3000綠\\u0007");
        assertThat(lines(report))
                .containsExactly(
                        "2/1 type-error | Invalid data type in column [a]: \"1\\n2\\t3\" is not an Integer (digits with an optional sign); it contains a line break",
                        "4/2 type-error | Invalid data type in column [a]: \"\\uFEFF4\" is not an Integer (digits with an optional sign); it starts with a byte order mark U+FEFF",
                        "5/3 type-error | Invalid data type in column [a]: \"5\\u00A06\u3000綠\\u0007\" is not an Integer (digits with an optional sign)");
    }

    @Test
    void countsCharactersNotEscapesWhenShortening() {
        Report report = Checked.by(field("a", "Integer")).file("a\n\"" + "\t".repeat(101) + "\"\n");

        assertThat(report.errors().getFirst().value()).contains("\\t".repeat(100));
        assertThat(report.errors().getFirst().message())
                .isEqualTo(
                        "Invalid data type in column [a]: \"" + "\\t".repeat(100)
                                + "…\" is not an Integer (digits with an optional sign); it holds only blanks, an empty field is a missing value");
    }

    @Test
    void shortensAKeyOfOneFieldLikeItsValue() {
        String row = "\"" + "\t".repeat(101) + "\"\n";

        Report report = Checked.by(field("a", "String")).key("a").file("a\n" + row + row);

        assertThat(report.errors().getFirst().value()).contains("\\t".repeat(100));
    }

    @Test
    void readsTabSeparatedFiles() {
        Checked tabs = Checked.by(field("a", "String"), field("b", "Integer")).tabs();

        assertThat(tabs.file("b\ta\n1\tx,y\n2\t\"x\t\"\"y\"\n").errors()).isEmpty();
        assertThat(lines(tabs.file("a\tb\n\t\n"))).isEmpty();
    }

    @Test
    void acceptsALineOfTenMillionCharacters() {
        Checked checked = Checked.by(field("a", "String"), field("b", "Integer"));

        Report report = checked.file("a,b\n" + "x".repeat(10_000_000) + ",1\ny,z\n");

        assertThat(lines(report))
                .containsExactly(
                        "3/2 type-error | Invalid data type in column [b]: \"z\" is not an Integer (digits with an optional sign)");
    }
}
