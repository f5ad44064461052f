package io.sluice.contracts.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.json.SluiceJson;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogInAttemptTest {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

    @Test
    void writesAnAcceptedOneAsTheDoctorReadsIt() throws JsonProcessingException {
        var attempt = LogInAttempt.accepted(
                AT, Optional.of(new AccountId("110-1234-567")), "203.0.113.7", 50_022, LogInMethod.PUBLIC_KEY);

        var json = JSON.writeValueAsString(attempt);

        assertThat(json)
                .isEqualTo(
                        "{\"at\":\"2026-11-21T10:00:00.123456Z\",\"accuid\":\"110-1234-567\","
                                + "\"address\":\"203.0.113.7\",\"port\":50022,\"method\":\"publickey\",\"outcome\":\"accepted\"}");
        assertThat(JSON.readValue(json, LogInAttempt.class)).isEqualTo(attempt);
    }

    @Test
    void writesARefusedOneWithItsReason() throws JsonProcessingException {
        var attempt = LogInAttempt.refused(
                AT, Optional.empty(), "2001:db8::7", 50_022, LogInMethod.PASSWORD, RefusalReason.UNKNOWN_ACCOUNT);

        var json = JSON.writeValueAsString(attempt);

        assertThat(json)
                .isEqualTo("{\"at\":\"2026-11-21T10:00:00.123456Z\",\"address\":\"2001:db8::7\",\"port\":50022,"
                        + "\"method\":\"password\",\"outcome\":\"refused\",\"reason\":\"unknown-account\"}");
        assertThat(JSON.readValue(json, LogInAttempt.class)).isEqualTo(attempt);
    }

    @Test
    void refusesARefusalWithoutReason() {
        assertThatThrownBy(() -> new LogInAttempt(
                        AT,
                        Optional.empty(),
                        "203.0.113.7",
                        1,
                        LogInMethod.PASSWORD,
                        LogInOutcome.REFUSED,
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a reason of a refusal and of nothing else but got REFUSED with Optional.empty");
    }
}
