package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.report.Report;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every case of `field-cases`, in one piece and in many.
class FieldCasesTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.FieldCase#all")
    void answersAsItsSenderNeeds(FieldCase fieldCase) {
        ValidationPlan plan = fieldCase.plan();

        Report report = new Chunking.Whole().run(plan, fieldCase.file());

        assertThat(fieldCase.answer(report)).isEqualTo(fieldCase.expected());
        ReportInvariants.assertHold(report, RunLimits.DEFAULTS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.FieldCase#all")
    void answersTheSameHoweverTheFileIsSplit(FieldCase fieldCase) {
        ValidationPlan plan = fieldCase.plan();
        Report whole = new Chunking.Whole().run(plan, fieldCase.file());

        assertThat(Stream.of(1, 2, 3, 7, 64, 65))
                .allSatisfy(size -> assertThat(new Chunking.Sized(size).run(plan, fieldCase.file()))
                        .isEqualTo(whole));
    }
}
