package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.RunLimits;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ErrorTotal;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportedError;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What must hold for every report, whatever the file.
public final class ReportInvariants {
    private static final Set<ErrorCode> ENDING = EnumSet.of(
            ErrorCode.EMPTY_FILE,
            ErrorCode.BOM_PRESENT,
            ErrorCode.FORMAT_ERROR,
            ErrorCode.ENCODING_ERROR,
            ErrorCode.NUL_BYTE,
            ErrorCode.LINE_ENDING_ERROR,
            ErrorCode.UNCLOSED_QUOTE,
            ErrorCode.ROW_TOO_LARGE,
            ErrorCode.BLANK_HEADER);

    private static final Pattern ESCAPE = Pattern.compile("\\\\([nrt]|u[0-9A-F]{4}|U[0-9A-F]{8})");

    private ReportInvariants() {}

    public static void assertHold(Report report, RunLimits limits) {
        List<ErrorTotal> totals = report.totals();
        assertThat(totals.stream().mapToLong(ErrorTotal::count).sum()).isEqualTo(report.errorCount());
        assertThat(totals).allSatisfy(total -> assertThat(total.count()).isPositive());
        assertThat(new HashSet<>(totals.stream()
                        .map(total -> List.of(total.code(), total.rule(), total.column()))
                        .toList()))
                .hasSize(totals.size());

        assertThat((long) report.errors().size()).isEqualTo(Math.min(report.errorCount(), limits.maxSampledErrors()));
        assertThat(report.truncated()).isEqualTo(report.errorCount() > limits.maxSampledErrors());
        assertThat(report.complete()).isEqualTo(totals.stream().noneMatch(total -> ENDING.contains(total.code())));
        assertThat(report.rowsAccepted()).isBetween(0L, report.rows());
        assertThat(report.errorCount() == 0).isEqualTo(report.summary().isEmpty());
        if (report.errorCount() == 0) {
            assertThat(report.rowsAccepted()).isEqualTo(report.rows());
        }

        long record = 0;
        for (ReportedError error : report.errors()) {
            assertThat(error.message()).startsWith(ExpectedSentence.of(error));
            assertThat(error.rule().isPresent()).isEqualTo(error.code() == ErrorCode.CONSTRAINT_ERROR);
            assertThat(error.message().length()).isLessThanOrEqualTo(ReportedError.MAX_MESSAGE);
            assertThat(error.message().codePoints()).allMatch(ReportInvariants::isSeen);
            assertThat(error.value()
                            .map(value -> ESCAPE.matcher(value).replaceAll("x"))
                            .map(value -> value.codePointCount(0, value.length()))
                            .orElse(0))
                    .isLessThanOrEqualTo(limits.maxValueLength());
            assertThat(error.record().orElse(0)).isBetween(record, report.rows());
            record = error.record().orElse(record);
        }
    }

    private static boolean isSeen(int symbol) {
        return symbol >= ' '
                && Character.getType(symbol) != Character.FORMAT
                && Character.getType(symbol) != Character.CONTROL;
    }
}
