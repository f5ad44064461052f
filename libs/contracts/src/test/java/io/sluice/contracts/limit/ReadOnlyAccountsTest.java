package io.sluice.contracts.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.contracts.limit.ReadOnlyAccounts.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadOnlyAccountsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId BETA = new AccountId("beta");

    @Test
    void isReadAsItWasWritten() throws Exception {
        var accounts = new ReadOnlyAccounts(List.of(
                new Entry(BETA, Limit.WORKSPACE, NOON, Optional.empty()),
                new Entry(ACME, Limit.DAILY, NOON, Optional.of(NOON.plusSeconds(60)))));

        var read = ReadOnlyAccounts.parse(accounts.json());

        assertThat(read).isEqualTo(accounts);
        assertThat(accounts.json()).isEqualToIgnoringNewLines("""
                {
                  "accounts" : [ {
                    "accuid" : "acme",
                    "limit" : "daily",
                    "since" : "2026-11-21T12:00:00Z",
                    "until" : "2026-11-21T12:01:00Z"
                  }, {
                    "accuid" : "beta",
                    "limit" : "workspace",
                    "since" : "2026-11-21T12:00:00Z"
                  } ]
                }""");
    }

    @Test
    void endsByItselfWhenTheDayDoes() {
        var accounts = new ReadOnlyAccounts(List.of(
                new Entry(ACME, Limit.DAILY, NOON, Optional.of(NOON.plusSeconds(60))),
                new Entry(BETA, Limit.WORKSPACE, NOON, Optional.empty())));

        assertThat(accounts.at(NOON.plusSeconds(59))).containsExactlyInAnyOrder(ACME, BETA);
        assertThat(accounts.at(NOON.plusSeconds(60))).containsExactly(BETA);
    }

    @Test
    void refusesTextThatIsNoSuchDocument() {
        assertThatThrownBy(() -> ReadOnlyAccounts.parse("{\"accounts\":[{}"))
                .isInstanceOf(JsonProcessingException.class);
    }
}
