package io.sluice.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportCsvTest {
    @Test
    void writesOneLinePerError() throws IOException {
        assertThat(csv(report(false, error("12", "says \"no\", twice")))).isEqualTo("""
                        line,record,column,code,rule,value,message
                        18,17,phone,constraint-error,pattern,12,"says ""no"", twice"
                        """);
    }

    @Test
    void quotesLineBreaksOfValues() throws IOException {
        for (String value : List.of("1\n2", "1\r2", "1\r\n2", "\n")) {
            assertThat(csv(report(false, error(value, "m")))).contains(",\"" + value + "\",m\n");
        }
        assertThat(csv(report(false, error("\r\n\"x\"", "m")))).contains(",\"'\r\n\"\"x\"\"\",m\n");
        assertThat(csv(report(false, error("1\t2", "m")))).contains(",1\t2,m\n");
    }

    @Test
    void neutralisesFormulas() throws IOException {
        for (String value : List.of("=1+1", "+cmd", "-1-1", "@x", "\tx", "--1", "+", "-1e", "-1.")) {
            assertThat(csv(report(false, error(value, "m")))).contains(",'" + value + ",m\n");
        }
        assertThat(csv(report(false, error("\rx", "m")))).contains(",\"'\rx\",m\n");
        for (String value : List.of("-1", "+886912345678", "-1.50", "1=1", "-1e5", "")) {
            assertThat(csv(report(false, error(value, "m")))).contains("," + value + ",m\n");
        }
    }

    @Test
    void saysWhenNotAllErrorsAreListed() throws IOException {
        assertThat(csv(report(true, error("x", "m"))))
                .endsWith(",m\n,,,,,,\"Only the first 1 of 5,204 errors are listed\"\n");
    }

    @Test
    void leavesAbsentPartsEmpty() throws IOException {
        assertThat(csv(Report.refusedUnread(ErrorCode.QUOTA_DAILY, "Daily upload limit exceeded: by 5 MB")))
                .endsWith("\n,,,quota-daily,,,Daily upload limit exceeded: by 5 MB\n");
    }

    private static ReportedError error(String value, String message) {
        return new ReportedError(
                ErrorCode.CONSTRAINT_ERROR,
                Optional.of("pattern"),
                OptionalLong.of(18),
                OptionalLong.of(17),
                OptionalLong.empty(),
                Optional.of("phone"),
                Optional.of(value),
                message);
    }

    private static Report report(boolean truncated, ReportedError error) {
        return new Report(
                true, 20, 19, truncated ? 5_204 : 1, List.of(), truncated, List.of(error), 400, 21, List.of());
    }

    private static String csv(Report report) throws IOException {
        StringBuilder out = new StringBuilder();
        ReportCsv.write(report, out);
        return out.toString();
    }
}
