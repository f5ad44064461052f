package io.sluice.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.schema.Acceptance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void summarisesTheFirstErrorAndCounts() {
        Report report = report("phone", "Invalid data type in column [phone]: \"a: b\" is not an Integer", 1_204, 3);

        assertThat(report.summary()).contains("Invalid data type in column [phone] at line 18; 3 errors in 1,204 rows");
    }

    @Test
    void findsTheSentenceOfALabelWithAColon() {
        Report report = report("a]: b", "Unknown column [a]: b]: column 2 is not in the schema", 1, 1);

        assertThat(report.summary()).contains("Unknown column [a]: b] at line 18; 1 error in 1 row");
    }

    @Test
    void leavesOutAColumnThatOnlyTheDetailsName() {
        Report narrow = report("b", "Too few fields: expected 3 but the row has 1, [b] is the first missing", 1, 1);
        Report quote = report("a_long_name_of_a_column", "Misplaced quote: in field 1, \"x: \"y\"; a hint", 1, 1);

        assertThat(narrow.summary()).contains("Too few fields at line 18; 1 error in 1 row");
        assertThat(quote.summary()).contains("Misplaced quote at line 18; 1 error in 1 row");
    }

    @Test
    void usesWholeMessageForAnUnreadFile() {
        Report report = Report.refusedUnread(ErrorCode.QUOTA_WORKSPACE, "Workspace limit exceeded: by 12 MB");

        assertThat(report.summary()).contains("Workspace limit exceeded: by 12 MB");
        assertThat(report.verdict(new Acceptance.Partial(100))).isEqualTo(Verdict.REFUSED);
        assertThat(report.invalidPercent()).isZero();
    }

    @Test
    void cutsALongMessageBetweenCharacters() {
        String start = "x".repeat(ReportedError.MAX_MESSAGE - 2);

        Report report = report("a", start + "😀 and more", 1, 1);

        assertThat(report.errors().getFirst().message()).isEqualTo(start + "…");
    }

    private static Report report(String column, String message, long rows, long count) {
        ReportedError error = new ReportedError(
                ErrorCode.TYPE_ERROR,
                Optional.empty(),
                OptionalLong.of(18),
                OptionalLong.of(17),
                OptionalLong.empty(),
                Optional.of(column),
                Optional.empty(),
                message);
        return new Report(true, rows, rows - 1, count, List.of(), count > 1, List.of(error), 400, rows + 1, List.of());
    }
}
