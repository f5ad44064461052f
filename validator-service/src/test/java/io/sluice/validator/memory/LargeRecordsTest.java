package io.sluice.validator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.volume.VolumeUnavailableException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LargeRecordsTest {
    private static final long MEBIBYTE = 1 << 20;

    private final LargeRecords records = new LargeRecords(256 * MEBIBYTE);

    @Test
    void letsOneFileAtATimeHaveALargeRecord() {
        try (var first = records.turn();
                var second = records.turn()) {
            first.goOn(5 * MEBIBYTE);
            first.goOn(10 * MEBIBYTE);
            second.goOn(3 * MEBIBYTE);

            var waiting = CompletableFuture.runAsync(() -> second.goOn(5 * MEBIBYTE));
            assertThat(waiting).isNotDone();
            first.goOn(0);

            await().until(waiting::isDone);
            second.goOn(0);
            first.goOn(5 * MEBIBYTE);
        }
        records.turn().goOn(5 * MEBIBYTE);
    }

    @Test
    void letsMoreOfThemInALargeHeap() {
        var large = new LargeRecords(1024 * MEBIBYTE);

        large.turn().goOn(5 * MEBIBYTE);
        large.turn().goOn(5 * MEBIBYTE);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> large.turn().goOn(5 * MEBIBYTE))
                .isInstanceOf(VolumeUnavailableException.class)
                .hasMessage("the service stops while a large record waits");
        assertThat(Thread.interrupted()).isTrue();
    }
}
