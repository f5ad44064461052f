package io.sluice.devstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JvmWideTest {
    @Test
    void makesAValueOnce() {
        var first = JvmWide.once("io.sluice.test.once", () -> "made");

        var second = JvmWide.once("io.sluice.test.once", () -> "made again");

        assertThat(first).isEqualTo("made");
        assertThat(second).isEqualTo("made");
    }

    @Test
    void leavesTheSystemPropertiesFreeWhileAValueIsMade() {
        var made = JvmWide.once(
                "io.sluice.test.free",
                () -> CompletableFuture.supplyAsync(() -> {
                            System.setProperty("io.sluice.test.other", "set by another thread");
                            return "made";
                        })
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join());

        assertThat(made).isEqualTo("made");
    }
}
