package io.sluice.sftpserver.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.contracts.login.LogInAttempt;
import io.sluice.contracts.login.LogInMethod;
import io.sluice.rules.disk.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("io.sluice.rules.disk.SmallDisk#canMount")
class FullVolumeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    private Path folder;

    private SmallDisk disk;

    @BeforeEach
    void mount() {
        disk = SmallDisk.on(folder, 8);
    }

    @AfterEach
    void unmount() {
        disk.close();
    }

    @Test
    void ledgerHasRoomOfItsOwn() throws Exception {
        try (var ledger = ledger()) {
            disk.fill();

            IntStream.range(0, 1000).forEach(i -> ledger.append(line(i)));

            assertThat(Files.readAllLines(file())).hasSize(1001);
        }
    }

    @Test
    void linesWaitWhenTheReserveIsUsedUp() throws Exception {
        try (var ledger = ledger()) {
            disk.fill();
            IntStream.range(0, 15_000).forEach(i -> ledger.append(line(i)));
            var whileFull = Files.readAllLines(file());
            disk.free();

            ledger.append(line(15_000));

            assertThat(whileFull).hasSizeBetween(5_000, 14_999).allMatch(line -> line.endsWith("}"));
            assertThat(Files.readAllLines(file())).hasSize(15_002);
        }
    }

    @Test
    void linesThatWereLostAreMentioned() throws Exception {
        try (var ledger = ledger()) {
            disk.fill();
            IntStream.range(0, 60_000).forEach(i -> ledger.append(line(i)));
            disk.free();

            ledger.flush();

            assertThat(Files.readAllLines(file())).last().asString().contains("\"event\":\"lines-lost\"");
        }
    }

    @Test
    void fullVolumeIsRecordedOnceInTenSeconds() throws Exception {
        try (var ledger = ledger()) {
            var full = new RecordFullVolume(folder, ledger, Clock.systemUTC());
            full.step();
            disk.fill();

            full.step();
            full.step();

            assertThat(events()).containsExactly("server-start", "volume-full");
        }
    }

    @Test
    void volumeWithoutInodesIsFull() throws Exception {
        try (var ledger = ledger()) {
            disk.fillInodes();

            new RecordFullVolume(folder, ledger, Clock.systemUTC()).step();

            assertThat(events()).containsExactly("server-start", "volume-full");
        }
    }

    @Test
    void atomicFileKeepsTheOldContentAndLeavesNoDraft() throws Exception {
        var file = folder.resolve("accounts.json");
        AtomicFile.write(file, "old", AtomicFile.PRIVATE);
        disk.fill();

        assertThatThrownBy(() -> AtomicFile.write(file, "x".repeat(10_000), AtomicFile.PRIVATE))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void logOfLogInsKeepsNoHalfLine() throws Exception {
        var log = new LogInFile(folder.resolve("log-ins.log"), 4L << 20, path -> {});
        log.append(attempt());
        disk.fill();
        assertThatThrownBy(() -> IntStream.range(0, 100).forEach(i -> append(log)))
                .hasRootCauseInstanceOf(IOException.class);
        disk.free();

        log.append(attempt());

        assertThat(Files.readAllLines(folder.resolve("log-ins.log"))).allMatch(line -> line.endsWith("}"));
    }

    private static void append(LogInFile log) {
        try {
            log.append(attempt());
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }

    private static LogInAttempt attempt() {
        return LogInAttempt.accepted(NOW, Optional.empty(), "127.0.0.1", 22, LogInMethod.PASSWORD);
    }

    private Path file() {
        return folder.resolve("uploads.log");
    }

    private LedgerFile ledger() throws IOException {
        return new LedgerFile(file(), "run-1", LedgerFile.ROTATE_AT, Clock.systemUTC(), path -> {});
    }

    private static LedgerLine line(int number) {
        return LedgerLine.of(LedgerEvent.CLOSE, NOW, "")
                .on("/sources/order/20200125_order.csv-" + "x".repeat(100))
                .written(number);
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> line.replaceAll(".*\"event\":\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
