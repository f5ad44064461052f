package io.sluice.contracts.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import io.sluice.engine.report.ReportedError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportDocumentTest {

    @Test
    void writesTheSameCsvAsTheReportItComesFrom() throws IOException {
        var report = new Report(
                true,
                20,
                18,
                5_204,
                List.of(),
                true,
                List.of(
                        new ReportedError(
                                ErrorCode.CONSTRAINT_ERROR,
                                Optional.of("pattern"),
                                OptionalLong.of(18),
                                OptionalLong.of(17),
                                OptionalLong.empty(),
                                Optional.of("phone"),
                                Optional.of("=1, \"x\"\n"),
                                "Value not allowed in column [phone] (pattern)"),
                        new ReportedError(
                                ErrorCode.ENCODING_ERROR,
                                Optional.empty(),
                                OptionalLong.of(19),
                                OptionalLong.empty(),
                                OptionalLong.of(1_204),
                                Optional.empty(),
                                Optional.empty(),
                                "Not valid UTF-8")),
                400,
                21,
                List.of());
        var expected = new StringBuilder();
        ReportCsv.write(report, expected);

        var csv = ReportDocument.of(Optional.empty(), "20200125_order.csv", report)
                .csv();

        assertThat(new String(csv, StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void readsAReportOfASluiceThatDidNotCountWhatItRead() throws IOException {
        var stored = """
                {"job_id":"0193f0000000700080000000000000aa","file_name":"20200125_order.csv","complete":true,"rows":1,\
                "error_count":0,"totals":[],"truncated":false,"errors":[]}""";

        var document = SluiceJson.mapper().readValue(stored, ReportDocument.class);

        assertThat(document.rows()).isEqualTo(1);
        assertThat(document.readBytes()).isZero();
        assertThat(document.readLines()).isZero();
    }

    @Test
    void writesACodeThatTheEngineDoesNotKnow() {
        var error = new ErrorDocument(
                "schema-error", null, null, null, null, null, null, "No schema for source [order]: it was retired");
        var document = new ReportDocument(
                Optional.empty(), "20200125_order.csv", false, 0, 1, List.of(), false, List.of(error));

        assertThat(new String(document.csv(), StandardCharsets.UTF_8)).isEqualTo("""
                line,record,column,code,rule,value,message
                ,,,schema-error,,,No schema for source [order]: it was retired
                """);
    }
}
