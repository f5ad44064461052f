package io.sluice.sftpserver.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

    @TempDir
    private Path folder;

    @Test
    void writesTheLinesThatTheWatcherReads() throws Exception {
        try (var ledger = open("run-1")) {
            ledger.append(LedgerLine.of(LedgerEvent.FORCED_CLOSE, NOW, "")
                    .in("7-1", new AccountId("110-1234-567"))
                    .on("/sources/order/20200125_order.csv")
                    .ofWriteHandle()
                    .written(1234)
                    .numbered(9));
        }

        assertThat(lines())
                .containsExactly(
                        "{\"at\":\"2026-11-21T10:00:00.123Z\",\"server\":\"run-1\",\"event\":\"server-start\"}",
                        "{\"at\":\"2026-11-21T10:00:00.123Z\",\"server\":\"run-1\",\"session\":\"7-1\",\"accuid\":\"110-1234-567\","
                                + "\"event\":\"forced-close\",\"path\":\"/sources/order/20200125_order.csv\",\"written\":1234,\"write\":true,\"sequence\":9}");
    }

    @Test
    void announcesEachRunOnce() throws Exception {
        open("run-1").close();
        open("run-1").close();
        open("run-2").close();

        assertThat(lines()).hasSize(2);
    }

    @Test
    void knowsWhatWasWritten() throws Exception {
        try (var ledger = open("run-1")) {
            ledger.append(LedgerLine.of(LedgerEvent.OPEN, NOW, "").on("/a").numbered(5));
        }

        try (var again = open("run-1");
                var other = open("run-2")) {
            assertThat(again.lastRecorded()).isEqualTo(5);
            assertThat(again.isRecorded(5)).isTrue();
            assertThat(again.isRecorded(4)).isFalse();
            assertThat(other.lastRecorded()).isZero();
        }
    }

    /// Sessions may end after their server.
    @Test
    void leavesTheLedgerOfTheNextRunAlone() throws Exception {
        var old = open("run-1");
        old.close();
        try (var next = open("run-2")) {
            next.append(LedgerLine.of(LedgerEvent.OPEN, NOW, "").on("/a"));
        }
        var lines = lines();

        old.append(LedgerLine.of(LedgerEvent.FORCED_CLOSE, NOW, "").on("/b"));

        assertThat(lines()).isEqualTo(lines).hasSize(3);
    }

    @Test
    void cutsOffAHalfLineOfAKilledProcess() throws Exception {
        open("run-1").close();
        Files.writeString(folder.resolve("uploads.log"), "{\"at\":\"2026", StandardOpenOption.APPEND);

        open("run-1").close();

        assertThat(lines()).singleElement().asString().endsWith("}");
    }

    @Test
    void beginsANewFileBeforeTheOldOneGrowsOverTheLimit() throws Exception {
        try (var ledger = new LedgerFile(folder.resolve("uploads.log"), "run-1", 200, clock(), file -> {})) {
            ledger.append(LedgerLine.of(LedgerEvent.OPEN, NOW, "").on("/a").numbered(1));
            ledger.append(LedgerLine.of(LedgerEvent.OPEN, NOW, "").on("/b").numbered(2));
        }

        assertThat(Files.readAllLines(folder.resolve("uploads.log.1"))).hasSize(2);
        assertThat(Files.size(folder.resolve("uploads.log.1"))).isLessThanOrEqualTo(200);
        assertThat(lines()).hasSize(2).first().asString().contains("server-start");
    }

    @Test
    void keepsTwoPreviousFiles() throws Exception {
        try (var ledger = new LedgerFile(folder.resolve("uploads.log"), "run-1", 100, clock(), file -> {})) {
            for (int i = 1; i <= 4; i++) {
                ledger.append(
                        LedgerLine.of(LedgerEvent.OPEN, NOW, "").on("/" + i).numbered(i));
            }
        }

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("uploads.log", "uploads.log.1", "uploads.log.2");
        }
        assertThat(Files.readString(folder.resolve("uploads.log.2"))).contains("\"/2\"");
        assertThat(Files.readString(folder.resolve("uploads.log.1"))).contains("\"/3\"");
    }

    private LedgerFile open(String server) throws IOException {
        return new LedgerFile(folder.resolve("uploads.log"), server, LedgerFile.ROTATE_AT, clock(), file -> {});
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private java.util.List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("uploads.log"));
    }
}
