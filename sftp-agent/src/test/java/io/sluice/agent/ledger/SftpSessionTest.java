package io.sluice.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import org.junit.jupiter.api.Test;

class SftpSessionTest {
    private final SftpSession session = new SftpSession(1, "s1", new AccountId("acme"));

    /// A client may have each of its requests refused.
    @Test
    void forgetsTheOldestOpeningInDoubt() {
        for (int i = 0; i <= 1_000; i++) {
            session.doubt("/a" + i);
        }

        assertThat(session.takeDoubt("/a0")).isFalse();
        assertThat(session.takeDoubt("/a1")).isTrue();
        assertThat(session.takeDoubt("/a1000")).isTrue();
    }
}
