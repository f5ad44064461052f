package io.sluice.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.web.body.FairPermits.Permit;
import io.smallrye.mutiny.Uni;
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

    @Test
    void givesThePermitOfWorkBackHoweverItEnds() {
        for (int i = 0; i < 3; i++) {
            assertThat(permits.during(ONE, "tests", () -> Uni.createFrom().item("done"))
                            .await()
                            .indefinitely())
                    .isEqualTo("done");
            assertThatThrownBy(() -> permits.during(
                                    ONE, "tests", () -> Uni.createFrom().failure(new IllegalStateException("failed")))
                            .await()
                            .indefinitely())
                    .hasMessage("failed");
            assertThatThrownBy(() -> permits.during(ONE, "tests", () -> {
                                throw new IllegalStateException("not begun");
                            })
                            .await()
                            .indefinitely())
                    .hasMessage("not begun");
            permits.during(ONE, "tests", () -> Uni.createFrom().nothing())
                    .subscribe()
                    .with(never -> {})
                    .cancel();
        }

        assertThat(permits.acquire(ONE)).isInstanceOf(Permit.Granted.class);
    }

    @Test
    void refusesWorkBeyondTheLimit() {
        permits.acquire(ONE);
        permits.acquire(ONE);

        assertThatThrownBy(() ->
                        permits.during(ONE, "tests", () -> Uni.createFrom().item("done")))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(429);
                    assertThat(problem.getDetail())
                            .isEqualTo(
                                    "Account one already has 2 tests going on, which is the limit. Try again in 5 s.");
                });
    }
}
