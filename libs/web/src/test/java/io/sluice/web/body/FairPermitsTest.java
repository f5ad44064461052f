package io.sluice.web.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.web.body.FairPermits.Permit;
import org.junit.jupiter.api.Test;

class FairPermitsTest {
    private static final AccountId ONE = new AccountId("one");
    private static final AccountId OTHER = new AccountId("other");
    private static final AccountId THIRD = new AccountId("third");

    private final FairPermits permits = new FairPermits(3, 2);

    @Test
    void limitsOneAccount() {
        permits.acquire(ONE);
        permits.acquire(ONE);

        assertThat(permits.acquire(ONE)).isEqualTo(new Permit.AccountBusy(2));
        assertThat(permits.acquire(OTHER)).isInstanceOf(Permit.Granted.class);
    }

    @Test
    void limitsAllAccountsTogether() {
        permits.acquire(ONE);
        permits.acquire(ONE);
        permits.acquire(OTHER);

        assertThat(permits.acquire(THIRD)).isEqualTo(new Permit.ServiceBusy(3));
    }

    @Test
    void grantsAReturnedPermit() {
        permits.acquire(ONE);
        var second = (Permit.Granted) permits.acquire(ONE);

        second.close();

        assertThat(permits.acquire(ONE)).isInstanceOf(Permit.Granted.class);
    }
}
