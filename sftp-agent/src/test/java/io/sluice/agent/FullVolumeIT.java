package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.SftpException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One pod on a volume of 40 MiB. Each test leaves it with room.
@AgainstOpenSsh
class FullVolumeIT {
    private static final String FILE = "/sources/order/20200125_order.csv";
    private static final String ROWS = "id,text\n" + "1,abcdefghijklmnopqrstuvwxyz\n".repeat(60_000);

    @AutoClose
    private final LocalPod pod = LocalPod.onSmallDisk(40);

    @AfterEach
    void makeRoom() {
        pod.disk().free();
    }

    @Test
    void recordsFailedWritesAndTheCleanUploadAfterwards() throws Exception {
        pod.put(ListedAccount.of("full-1"));
        pod.disk().fillUpTo(500_000);
        try (var client = pod.login("full-1")) {
            assertThatThrownBy(() -> client.put(FILE, ROWS)).isInstanceOf(SftpException.class);
        }
        pod.disk().free();

        try (var client = pod.login("full-1")) {
            client.put(FILE, ROWS);
        }

        var events = pod.awaitEvents(
                "full-1", lines -> lines.stream().filter("session-end"::equals).count() == 2);
        assertThat(events)
                .filteredOn(event -> event.startsWith("close "))
                .containsExactly("close %s %d".formatted(FILE, ROWS.length()));
        assertThat(pod.eventsOfServer()).contains("volume-full");
    }

    @Test
    void losesNoLineWhileTheVolumeIsFull() throws Exception {
        pod.put(ListedAccount.of("full-2"));
        try (var client = pod.login("full-2")) {
            for (int i = 0; i < 200; i++) {
                client.put("/sources/order/note-" + i, "1");
            }
            pod.disk().fill();

            for (int i = 0; i < 200; i++) {
                client.sftp().rename("/sources/order/note-" + i, "/sources/order/other-" + i);
                client.sftp().rm("/sources/order/other-" + i);
                if (i % 20 == 0) {
                    pod.disk().fill();
                }
            }
        }

        var events = pod.awaitEvents("full-2", lines -> lines.contains("session-end"));
        assertThat(events).hasSize(801);
        assertThat(pod.eventsOfServer()).doesNotContain("lines-lost");
    }

    @Test
    void admitsAnAccountThatCameWhileTheVolumeWasFull() throws Exception {
        pod.disk().fill();
        var admitted = pod.putLater(ListedAccount.of("full-3"));
        pod.disk().free();

        await().until(() ->
                Files.readString(pod.volume.resolve(".agent/accounts.json")).equals(admitted));
        try (var client = pod.login("full-3")) {
            client.put(FILE, "id\n1\n");
        }

        pod.awaitEvents("full-3", events -> events.contains("close " + FILE + " 5"));
        assertThat(pod.processes("AgentMain")).isNotEmpty();
    }
}
