package io.sluice.job.usage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DataSetReplaced;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.job.parts.Api;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsageIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Instant MEASURED = Instant.parse("2026-11-21T12:00:00.250Z");
    /// The clock of the service does not reach it during a test.
    private static final Instant RESET = Instant.ofEpochSecond(33_000_000_000L);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Inject
    UsageStore store;

    @Test
    void answersBothMeters() {
        var account = Api.knownAccount();

        BROKER.send(measured(account, 139_264, 4_096, MEASURED));

        assertThat(Api.awaitAnswer(account, "usage", "139264")).isEqualTo("""
                {"workspace":{"used_bytes":139264,"limit_bytes":1073741824},\
                "daily":{"used_bytes":4096,"limit_bytes":1073741824,"resets_at":33000000000},\
                "data_sets":{"used_bytes":0,"rows":0,"days":0}}""");
    }

    /// Of one day the highest job counts, in whatever order the events come.
    @Test
    void addsUpWhatTheDaysOfDataSetsHold() {
        var account = Api.knownAccount();
        var late = replaced(account, 2, "2020-01-25", 7, 700);

        BROKER.send(replaced(account, 1, "2020-01-25", 1_000, 99_000));
        BROKER.send(late);
        BROKER.send(replaced(account, 1, "2020-01-25", 1_000, 99_000));
        BROKER.send(late);
        BROKER.send(replaced(account, 3, "2020-01-26", 3, 300));
        BROKER.send(replaced(account, 4, "2020-01-27", 0, 0));

        Api.awaitAnswer(account, "usage", "\"data_sets\":{\"used_bytes\":1000,\"rows\":10,\"days\":2}");
    }

    private static DataSetReplaced replaced(AccountId account, long job, String day, long rows, long bytes) {
        var ref = new JobRef(
                JobId.at(job), account, new SourceType("order"), new DataDate(LocalDate.parse(day)), "order.csv");
        return new DataSetReplaced(ref, 1, rows, bytes, "17", MEASURED);
    }

    @Test
    void answersTheAccountsOwnLimitsBeforeTheFirstMeasurement() {
        var zone = ZoneId.of("Asia/Taipei");
        var facts = TestAccount.fresh().zone(zone).limits(5_000, 1_000).facts();
        Api.makeKnown(facts);

        var answer = Api.get(facts.accountId(), "usage").jsonPath();

        assertThat(answer.getLong("workspace.used_bytes")).isZero();
        assertThat(answer.getLong("workspace.limit_bytes")).isEqualTo(5_000);
        assertThat(answer.getLong("daily.used_bytes")).isZero();
        assertThat(answer.getLong("daily.limit_bytes")).isEqualTo(1_000);
        var resetsAt = Instant.ofEpochSecond(answer.getLong("daily.resets_at")).atZone(zone);
        assertThat(resetsAt.toLocalTime()).isEqualTo("00:00:00");
        // Midnight may fall between the answer and this line.
        assertThat(resetsAt.toLocalDate())
                .isIn(LocalDate.now(zone), LocalDate.now(zone).plusDays(1));
    }

    @Test
    void answersNoUsageOfADayThatHasEnded() {
        var account = Api.knownAccount();
        var yesterday =
                LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();

        store.measured(new UsageMeasured(
                        account,
                        new Meter(700, 9_000),
                        new Meter(300, 9_000),
                        Optional.empty(),
                        yesterday,
                        yesterday.minusSeconds(60)))
                .await()
                .atMost(TIMEOUT);

        assertThat(Api.get(account, "usage").asString())
                .contains("\"workspace\":{\"used_bytes\":700,")
                .contains("\"daily\":{\"used_bytes\":0,");
    }

    @Test
    void ignoresAnOlderMeasurement() {
        var account = Api.knownAccount();
        store.measured(measured(account, 700, 300, MEASURED)).await().atMost(TIMEOUT);

        store.measured(measured(account, 1, 1, MEASURED.minusMillis(1))).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "usage").asString())
                .contains("\"used_bytes\":700,")
                .contains("\"used_bytes\":300,");
    }

    @Test
    void replacesAMeasurementOfAClockThatWasAhead() {
        var account = Api.knownAccount();
        store.measured(measured(account, 700, 300, Instant.now().plusSeconds(86_400)))
                .await()
                .atMost(TIMEOUT);

        store.measured(measured(account, 1, 2, Instant.now())).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "usage").asString())
                .contains("\"used_bytes\":1,")
                .contains("\"used_bytes\":2,");
    }

    @Test
    void recordsARepeatedMeasurementOnce() {
        var account = Api.knownAccount();
        var measured = measured(account, 700, 300, MEASURED);

        store.measured(measured).await().atMost(TIMEOUT);
        store.measured(measured).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "usage").asString()).contains("\"used_bytes\":700,");
    }

    @Test
    void movesUnreadableEventsToTheDeadLettersAndContinues() {
        var account = Api.knownAccount();
        var poison = "{\"accuid\": \"%s\", \"workspace\": {\"used_bytes\": -1}}".formatted(account);

        BROKER.send(Topics.USAGE_MEASURED, account.value(), poison);
        BROKER.send(measured(account, 700, 300, MEASURED));

        Api.awaitAnswer(account, "usage", "\"used_bytes\":700,");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(BROKER.values(Topics.deadLetters(Topics.USAGE_MEASURED)))
                        .contains(poison));
    }

    @Test
    void answers404ToAnAdminForAnUnknownAccount() {
        var answer = given().auth().oauth2(Tokens.admin()).get("/v1/nobody/usage");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("There is no account \"nobody\".");
    }

    @Test
    void keepsOneTenantFromAnother() {
        var own = Api.knownAccount();
        var foreign = Api.knownAccount();

        var answer = given().auth().oauth2(Tokens.tenant(own)).get("/v1/%s/usage".formatted(foreign));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void refusesARequestWithoutToken() {
        var answer = given().get("/v1/%s/usage".formatted(Api.knownAccount()));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private static UsageMeasured measured(AccountId account, long workspace, long daily, Instant at) {
        return new UsageMeasured(
                account, new Meter(workspace, 9_000), new Meter(daily, 9_000), Optional.empty(), RESET, at);
    }
}
