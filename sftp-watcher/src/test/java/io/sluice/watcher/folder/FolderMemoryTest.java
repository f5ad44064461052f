package io.sluice.watcher.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FolderMemoryTest {
    private static final Instant CHANGE = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void isListedAgainWhileItsLastChangeIsYoung() {
        var first = listed(Optional.empty(), CHANGE, 10);

        var early = listed(Optional.of(first), CHANGE, 11);
        var late = listed(Optional.of(early), CHANGE, 12);

        assertThat(first.isCurrent(CHANGE)).isFalse();
        assertThat(early.isCurrent(CHANGE)).isFalse();
        assertThat(late.isCurrent(CHANGE)).isTrue();
    }

    @Test
    void isListedAgainAfterAChange() {
        var before = listed(Optional.of(listed(Optional.empty(), CHANGE, 10)), CHANGE, 20);

        assertThat(before.isCurrent(CHANGE.plusSeconds(1))).isFalse();
        assertThat(listed(Optional.of(before), CHANGE.plusSeconds(1), 21).settled())
                .isFalse();
    }

    @Test
    void isListedWhenItAppears() {
        assertThat(FolderMemory.ABSENT.isCurrent(CHANGE)).isFalse();
    }

    private static FolderMemory listed(Optional<FolderMemory> before, Instant modifiedAt, long second) {
        return FolderMemory.listed(before, modifiedAt, Duration.ofSeconds(second));
    }
}
