package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class PermanentFailuresTest {
    @Test
    void holdValuesThatTheDatabaseRefuses() {
        assertThat(PermanentFailures.isPermanent(new RuntimeException(refusal("22021"))))
                .isTrue();
        assertThat(PermanentFailures.isPermanent(refusal("23514"))).isTrue();
    }

    @Test
    void holdNoOutage() {
        assertThat(PermanentFailures.isPermanent(new ConnectException("refused")))
                .isFalse();
        assertThat(PermanentFailures.isPermanent(refusal("57P01"))).isFalse();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, "a detail");
    }
}
