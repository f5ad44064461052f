package io.sluice.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFinishedTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            price | Invalid data type in column [price]: "1,2" is not a Decimal | Invalid data type in column [price] at line 18; 3 of 1,204 records refused
            a: b  | Invalid data type in column [a: b]: "x" is not a Decimal    | Invalid data type in column [a: b] at line 18; 3 of 1,204 records refused
            name  | Unknown field [name]                                        | Unknown field [name] at line 18; 3 of 1,204 records refused
            """)
    void namesTheFirstErrorItsPlaceAndHowMany(String column, String message, String expected) {
        var finished = failed(
                1_204,
                3,
                new BatchLogLine(
                        "ref", "400", message, Optional.of(18L), Optional.of(column), Optional.empty(), "type-error"));

        assertThat(finished.errorMessage()).contains(expected);
    }

    @Test
    void keepsTheWholeSentenceAboutAFile() {
        var message = "The gzip file is cut off: its end is missing; pack it again and compare its size";

        var finished = failed(0, 0, BatchLogLine.ofFile(400, "format-error", message));

        assertThat(finished.errorMessage()).contains(message);
    }

    @Test
    void hasAMessageThoughNoLineOfTheLogFitsIntoTheEvent() {
        assertThat(failed(1_204, 3).errorMessage())
                .contains("The log lists what was refused; 3 of 1,204 records refused");
        assertThat(failed(0, 0).errorMessage()).contains("The batch could not be imported; its log says why");
    }

    @Test
    void countsOneRecordAsOne() {
        var finished = failed(
                1,
                1,
                new BatchLogLine(
                        "null",
                        "400",
                        "Failed to parse import line: \"x\"",
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty(),
                        "unreadable-line"));

        assertThat(finished.errorMessage()).contains("Failed to parse import line at line 1; 1 of 1 record refused");
    }

    private static BatchFinished failed(long total, long failed, BatchLogLine... first) {
        var ref = new BatchRef("3ee694e5-0b77-2d1e-af19-1aa78f500785");
        return new BatchFinished(
                ref,
                new AccountId("acme"),
                JobId.ofBatch(ref, NOON),
                Outcome.FAILED,
                total,
                total - failed,
                failed,
                List.of(),
                List.of(first),
                Optional.of("log"),
                9,
                NOON,
                NOON,
                NOON);
    }
}
