package io.sluice.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.Test;

class KeptSnapshotsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final KeptSnapshots KEPT = new KeptSnapshots(Duration.ofDays(1), 2, 4);

    @Test
    void keepsTheNewestHoweverOld() {
        assertThat(KEPT.expired(snapshots(500, 400), schema -> 10, NOW)).isEmpty();
    }

    /// What was current a moment ago has readers, however old it is.
    @Test
    void keepsASnapshotThatWasReplacedLately() {
        assertThat(KEPT.expired(snapshots(500, 23, 1), schema -> 10, NOW)).isEmpty();
        assertThat(KEPT.expired(snapshots(500, 25, 1), schema -> 10, NOW)).containsExactly(1L);
    }

    @Test
    void keepsNotMoreThanTheMost() {
        assertThat(KEPT.expired(snapshots(3, 3, 2, 2, 1, 1), schema -> 10, NOW)).containsExactly(2L, 1L);
    }

    /// Each commit writes the schemas of all snapshots again.
    @Test
    void keepsNoMoreSchemasThanTheirColumnsAllow() {
        var kept = new KeptSnapshots(Duration.ofDays(1), 2, 100);

        assertThat(kept.expired(snapshots(3, 3, 2, 2, 1, 1), schema -> 4_000, NOW))
                .containsExactly(1L);
        assertThat(kept.expired(snapshots(2, 1, 1), schema -> KeptSnapshots.MOST_COLUMNS, NOW))
                .containsExactly(1L);
    }

    /// Numbered from 1, oldest first; each has a schema of its own.
    private static List<Snapshot> snapshots(int... hoursAgo) {
        var snapshots = new ArrayList<Snapshot>();
        for (int hours : hoursAgo) {
            long id = snapshots.size() + 1L;
            snapshots.add((Snapshot) Proxy.newProxyInstance(
                    Snapshot.class.getClassLoader(),
                    new Class<?>[] {Snapshot.class},
                    (proxy, method, values) -> switch (method.getName()) {
                        case "snapshotId", "sequenceNumber" -> id;
                        case "schemaId" -> (int) id;
                        case "timestampMillis" ->
                            NOW.minus(Duration.ofHours(hours)).toEpochMilli();
                        default -> throw new UnsupportedOperationException(method.getName());
                    }));
        }
        return snapshots;
    }
}
