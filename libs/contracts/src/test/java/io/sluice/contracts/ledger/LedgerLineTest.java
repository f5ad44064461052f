package io.sluice.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerLineTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final LedgerLine FULL = LedgerLine.of(LedgerEvent.OPEN, AT, "run-1")
            .in("7-1", new AccountId("110-1234-567"))
            .on("/sources/order/20200125_order.csv")
            .to("/sources/order/20200126_order.csv")
            .ofWriteHandle()
            .ofEmptiedFile()
            .withFailedWrite()
            .written(1234)
            .numbered(9);

    @Test
    void isReadAsItWasWritten() throws JsonProcessingException {
        assertThat(FULL.json())
                .isEqualTo("{\"at\":\"2026-11-21T10:00:00.123Z\",\"server\":\"run-1\",\"session\":\"7-1\","
                        + "\"accuid\":\"110-1234-567\",\"event\":\"open\",\"path\":\"/sources/order/20200125_order.csv\","
                        + "\"to\":\"/sources/order/20200126_order.csv\",\"written\":1234,\"write\":true,\"sequence\":9,"
                        + "\"truncated\":true,\"failed\":true}");
        assertThat(LedgerLine.parse(FULL.json())).isEqualTo(FULL);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void isReadAsItWasWrittenWhateverTheEvent(LedgerEvent event) throws JsonProcessingException {
        var line = LedgerLine.of(event, AT, "run-1");

        assertThat(LedgerLine.parse(line.json())).isEqualTo(line);
    }

    @Test
    void acceptsLinesOfANewerServer() throws JsonProcessingException {
        var line = LedgerLine.parse(
                "{\"at\":\"2026-11-21T10:00:00.123Z\",\"server\":\"run-1\",\"event\":\"chmod\",\"mode\":420}");

        assertThat(line).isEqualTo(LedgerLine.of(LedgerEvent.UNKNOWN, AT, "run-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"2026",
                "{\"server\":\"run-1\",\"event\":\"open\"}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"event\":\"open\"}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"server\":\"run-1\"}",
                "{\"at\":\"today\",\"server\":\"run-1\",\"event\":\"open\"}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"server\":\"run-1\",\"event\":\"open\",\"accuid\":\"../evil\"}"
            })
    void refusesWhatIsNoLine(String text) {
        assertThatThrownBy(() -> LedgerLine.parse(text)).isInstanceOf(JsonProcessingException.class);
    }
}
