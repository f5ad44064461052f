package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.sluice.engine.ValidationPlan;
import io.sluice.engine.ValidationRun;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every case of `corpus/reports`, in one piece and in many.
class ReportCorpusTest {
    private static final Chunking WHOLE = new Chunking.Whole();

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.ReportCase#all")
    void reportsWhatTheSpecificationRequires(ReportCase reportCase) {
        ValidationPlan plan = reportCase.plan();

        Report report = WHOLE.run(plan, reportCase.file());

        assertAll(reportCase.json().path("why").asText(), new ExpectedReport(reportCase).differencesTo(report));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.ReportCase#all")
    void reportsTheSameHoweverTheFileIsSplit(ReportCase reportCase) {
        ValidationPlan plan = reportCase.plan();
        Report whole = WHOLE.run(plan, reportCase.file());

        assertThat(reportCase.chunkings())
                .allSatisfy(chunking ->
                        assertThat(chunking.run(plan, reportCase.file())).isEqualTo(whole));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.ReportCase#all")
    void reportsTheSameWithLittleMemory(ReportCase reportCase) {
        ValidationPlan plan = reportCase.plan();
        Report report = WHOLE.run(plan, reportCase.file());

        assertThat(Memories.SMALL)
                .allSatisfy(memory ->
                        assertThat(WHOLE.run(plan, reportCase.file(), memory)).isEqualTo(report));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.ReportCase#all")
    void keepsTheInvariantsOfReports(ReportCase reportCase) {
        Report report = WHOLE.run(reportCase.plan(), reportCase.file());

        ReportInvariants.assertHold(report, reportCase.limits());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.ReportCase#all")
    void showsNothingSensitive(ReportCase reportCase) throws IOException {
        Report report = WHOLE.run(reportCase.plan(), reportCase.file());

        StringBuilder csv = new StringBuilder();
        ReportCsv.write(report, csv);
        String everything = report + "\n" + report.summary() + "\n" + csv;
        assertThat(CorpusJson.elements(reportCase.json().path("secrets")).map(secret -> secret.textValue()))
                .allSatisfy(secret -> assertThat(everything).doesNotContain(secret));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.ReportCase#all")
    void writesCsvWithoutFormulas(ReportCase reportCase) throws IOException {
        Report report = WHOLE.run(reportCase.plan(), reportCase.file());

        StringBuilder csv = new StringBuilder();
        ReportCsv.write(report, csv);
        ExpectedCsv.assertMatches(reportCase.json().path("csv"), report, csv.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.ReportCase#all")
    void ignoresBytesAfterTheRunEnded(ReportCase reportCase) {
        ValidationRun run = reportCase.plan().newRun();
        byte[] file = reportCase.file();

        run.accept(file, 0, file.length);
        boolean ended = run.ended();
        if (ended) {
            byte[] more = "\n\0\"more".getBytes(StandardCharsets.UTF_8);
            run.accept(more, 0, more.length);
        }
        long rowsSoFar = run.rows();
        Report report = run.finish();

        assertThat(report).isEqualTo(WHOLE.run(reportCase.plan(), file));
        assertThat(!ended || !report.complete()).isTrue();
        assertThat(rowsSoFar).isLessThanOrEqualTo(report.rows());
    }
}
