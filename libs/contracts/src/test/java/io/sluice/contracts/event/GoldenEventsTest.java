package io.sluice.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.engine.report.ReportWarning;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event is written exactly as its golden file says, and read back to the same record.
class GoldenEventsTest {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.250Z");
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");
    private static final SourceType ORDER = new SourceType("order");
    private static final DataDate DATE = new DataDate(LocalDate.of(2020, 1, 25));
    private static final JobRef JOB =
            new JobRef(new JobId("019aa6a4c0fa7b5b80c09da1dc81d76d"), ACCOUNT, ORDER, DATE, "20200125_order.csv");

    private static final BatchRef BATCH = new BatchRef("3ee694e5-0b77-2d1e-af19-1aa78f500785");
    private static final JobId BATCH_JOB = JobId.ofBatch(BATCH, NOON);

    static Stream<Arguments> events() {
        var validated = new UploadValidated(
                JOB,
                Outcome.FAILED,
                "Order",
                3,
                1204,
                0,
                1,
                Optional.of("Invalid data type in column [cust_phone_no] at line 18; 1 error in 1,204 rows"),
                List.of(new ErrorDocument(
                        "type-error",
                        null,
                        18L,
                        17L,
                        null,
                        "cust_phone_no",
                        "***",
                        "Invalid data type in column [cust_phone_no]")),
                true,
                139_264,
                Optional.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                NOON,
                NOON.plusSeconds(1),
                NOON.plusSeconds(2));
        return Stream.of(
                Arguments.of("upload-claimed", UploadClaimed.of(JOB, 139_264, NOON.minusSeconds(9), NOON, NOON)),
                Arguments.of(
                        "upload-claimed-over-limit",
                        new UploadClaimed(
                                JOB,
                                139_264,
                                NOON.minusSeconds(9),
                                NOON,
                                NOON,
                                Optional.of(LimitExceeded.ofBytes(
                                        LimitExceeded.Limit.DAILY, 1_073_881_088L, 1_073_741_824L)),
                                Optional.empty(),
                                List.of())),
                Arguments.of(
                        "upload-claimed-too-many-files",
                        new UploadClaimed(
                                JOB,
                                139_264,
                                NOON.minusSeconds(9),
                                NOON,
                                NOON,
                                Optional.of(new LimitExceeded(
                                        LimitExceeded.Limit.WORKSPACE,
                                        139_264,
                                        5_368_709_120L,
                                        Optional.of(new EntryCount(EntryCount.Kind.FILES, 100_001, 100_000)))),
                                Optional.empty(),
                                List.of())),
                Arguments.of(
                        "upload-claimed-replay",
                        new UploadClaimed(
                                JOB,
                                139_264,
                                NOON.minusSeconds(9),
                                NOON,
                                NOON,
                                Optional.empty(),
                                Optional.of(new JobId("019aa6a0000070008000000000000001")),
                                List.of(new JobWarning(
                                        JobWarning.COMPLETENESS_UNPROVEN,
                                        "Nothing proves that the upload was complete")))),
                Arguments.of(
                        "usage-measured",
                        new UsageMeasured(
                                ACCOUNT,
                                new UsageMeasured.Meter(139_264, 5_368_709_120L),
                                new UsageMeasured.Meter(1_073_881_088L, 1_073_741_824L),
                                52_428_800,
                                Optional.of(new EntryCount(EntryCount.Kind.FILES, 80_000, 100_000)),
                                NOON.plusSeconds(14_400),
                                NOON)),
                Arguments.of(
                        "batch-received",
                        new BatchReceived(
                                new BatchRef("3ee694e5-0b77-2d1e-af19-1aa78f500785"),
                                ACCOUNT,
                                3_456,
                                new Md5("40d9a12f0a3c93c8ed66a3b6f3735790"),
                                "batches/110-1234-567/3ee694e5-0b77-2d1e-af19-1aa78f500785.gz",
                                NOON)),
                Arguments.of(
                        "batch-traffic-measured",
                        new BatchTrafficMeasured(ACCOUNT, 52_428_800, NOON.plusSeconds(14_400), 17)),
                Arguments.of(
                        "batch-progressed",
                        new BatchProgressed(BATCH, ACCOUNT, BATCH_JOB, 7, 2_048, 3_456, 70_000, 1, NOON, NOON)),
                Arguments.of(
                        "batch-finished",
                        new BatchFinished(
                                BATCH,
                                ACCOUNT,
                                BATCH_JOB,
                                Outcome.FAILED,
                                100_000,
                                99_999,
                                1,
                                List.of(new BatchFinished.Source(new SourceType("batch_guest"), "Guest", 2, 99_999)),
                                List.of(new BatchLogLine(
                                        "ace73c06-b361-11ed-afa1-0242ac120002",
                                        "400",
                                        "Missing value in column [guestType]",
                                        Optional.of(18L),
                                        Optional.of("guestType"),
                                        Optional.of("required"),
                                        "constraint-error")),
                                Optional.of("batch-logs/110-1234-567/3ee694e5-0b77-2d1e-af19-1aa78f500785/1.gz"),
                                3_456,
                                NOON,
                                NOON.plusSeconds(1),
                                NOON.plusSeconds(2))),
                Arguments.of(
                        "data-set-replaced", new DataSetReplaced(JOB, 3, 1_204, 96_312, "6172839405061728394", NOON)),
                Arguments.of("job-progressed", new JobProgressed(JOB, 600, 70_000, 139_264, 1, NOON)),
                Arguments.of("upload-validated", validated),
                Arguments.of(
                        "upload-validated-warning",
                        new UploadValidated(
                                JOB,
                                Outcome.SUCCESS,
                                "Order",
                                3,
                                1204,
                                1204,
                                0,
                                Optional.empty(),
                                List.of(),
                                false,
                                139_264,
                                Optional.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                                NOON,
                                NOON.plusSeconds(1),
                                NOON.plusSeconds(2),
                                List.of(JobWarning.of(ReportWarning.BYTE_ORDER_MARK)))),
                Arguments.of(
                        "job-finished",
                        new JobFinished(
                                validated,
                                Optional.of("/invalid/order/20200125_order.csv"),
                                Optional.of("/invalid/order/20200125_order.csv.errors.csv"),
                                NOON.plusSeconds(3))),
                Arguments.of(
                        "job-finished-kept",
                        new JobFinished(validated, Optional.empty(), Optional.empty(), NOON.plusSeconds(3), true)),
                Arguments.of(
                        "directory-observed",
                        new DirectoryObserved(
                                ACCOUNT,
                                "/sources/order",
                                List.of(
                                        new DirectoryObserved.SeenFile(
                                                "/sources/order/20200126_order.csv",
                                                DirectoryObserved.State.WAITING,
                                                "Waiting for the pick-up",
                                                12,
                                                NOON,
                                                Optional.of(DATE),
                                                Optional.of(NOON.plusSeconds(3600))),
                                        new DirectoryObserved.SeenFile(
                                                "/sources/order/notes.txt",
                                                DirectoryObserved.State.IGNORED,
                                                "Unknown extension .txt",
                                                5,
                                                NOON,
                                                Optional.empty(),
                                                Optional.empty())),
                                2,
                                NOON)),
                Arguments.of(
                        "account-changed",
                        account(
                                new AccountFacts.Source(
                                        new SourceType("batch_guest"),
                                        "Guest",
                                        false,
                                        SourceKind.ENTITIES,
                                        Optional.of(new BatchSchema("guest"))),
                                AccountFacts.Source.ofDays(ORDER, "Order", false))),
                Arguments.of("account-changed-client-key", withClientKey(account())),
                Arguments.of("platform-changed", new PlatformFacts(3, Set.of("0d7c9d6e-5a0e-4a0b-8a52-4c7e35d1b0aa"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void writesAndReadsItsGoldenFile(String name, Object event) throws IOException {
        var golden = golden(name);

        var written = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(event);
        var read = JSON.readValue(golden, event.getClass());

        assertThat(written).isEqualToIgnoringNewLines(golden.strip());
        assertThat(read).isEqualTo(event);
    }

    @Test
    void readsSourceFromBeforeThereWereKinds() throws IOException {
        var read = JSON.readValue(golden("account-changed-before-kinds"), AccountFacts.class);

        assertThat(read).isEqualTo(account(AccountFacts.Source.ofDays(ORDER, "Order", false)));
        assertThat(read.sources().getFirst().takesFiles()).isTrue();
    }

    private static AccountFacts account(AccountFacts.Source... sources) {
        return new AccountFacts(
                ACCOUNT,
                7,
                "Acme Retail",
                AccountState.ACTIVE,
                List.of("data@acme.example"),
                List.of("203.0.113.0/24"),
                ZoneId.of("Asia/Taipei"),
                "en",
                Optional.of("0 6 * * * Asia/Taipei"),
                new AccountFacts.Limits(5_368_709_120L, 1_073_741_824L),
                Optional.of(90),
                List.of(sources),
                Set.of("5f0c9b1e-6d0e-4b57-9f6e-0d3c5f1f2a11"));
    }

    private static AccountFacts withClientKey(AccountFacts facts) {
        return new AccountFacts(
                facts.accountId(),
                facts.version(),
                facts.name(),
                facts.state(),
                facts.contacts(),
                facts.ipAllowlist(),
                facts.timeZone(),
                facts.locale(),
                facts.pickup(),
                facts.limits(),
                facts.retentionDays(),
                facts.sources(),
                facts.revokedTokens(),
                Optional.of("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
    }

    private static String golden(String name) throws IOException {
        try (var stream = GoldenEventsTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(
                    Objects.requireNonNull(stream, name).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
