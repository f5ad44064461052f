package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void areFinalForValuesTheDatabaseRefuses() {
        assertThat(Refusals.areFinal(new RuntimeException(refusal("22021")))).isTrue();
        assertThat(Refusals.areFinal(refusal("23514"))).isTrue();
    }

    @Test
    void areNotFinalWhileTheDatabaseIsAway() {
        assertThat(Refusals.areFinal(new ConnectException("refused"))).isFalse();
        assertThat(Refusals.areFinal(refusal("57P01"))).isFalse();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, "a detail");
    }
}
