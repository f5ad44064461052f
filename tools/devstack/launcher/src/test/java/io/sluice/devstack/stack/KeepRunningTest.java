package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepRunningTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<PartEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void startsTheRestWhenOnePartCannotBeStarted() {
        FakePart stubborn = new FakePart(folder.resolve("kafka.log"));
        FakePart willing = new FakePart(folder.resolve("sftp.log"));
        stubborn.full = true;
        try (StackFolder kept = StackFolder.open(Optional.of(folder.resolve("data")));
                KeepRunning keeper = new KeepRunning(
                        kept, Map.of(Part.KAFKA, stubborn, Part.SFTP, willing), part -> true, events::add)) {
            keeper.start();

            await().atMost(LIMIT).until(() -> willing.alive && events.size() >= 3);
            stubborn.full = false;
            await().atMost(LIMIT).until(() -> stubborn.alive);
        }

        assertThat(events)
                .contains(
                        new PartEvent.NotStarted(Part.KAFKA, "no space left", Duration.ofSeconds(1)),
                        new PartEvent.StartedAgain(Part.SFTP),
                        new PartEvent.NotStarted(Part.KAFKA, "no space left", Duration.ofSeconds(2)));
        assertThat(events.getLast()).isEqualTo(new PartEvent.StartedAgain(Part.KAFKA));
    }

    @Test
    void recordsTheProcessThatRunsNow() {
        FakePart part = new FakePart(folder.resolve("kafka.log"));
        Path number = folder.resolve("data/run/kafka.pid");
        try (StackFolder kept = StackFolder.open(Optional.of(folder.resolve("data")));
                KeepRunning keeper = new KeepRunning(kept, Map.of(Part.KAFKA, part), wanted -> true, events::add)) {
            keeper.start();

            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(number).hasContent("4711"));
        }
    }

    @Test
    void leavesAPartAloneThatNobodyWants() {
        FakePart stopped = new FakePart(folder.resolve("kafka.log"));
        FakePart wanted = new FakePart(folder.resolve("sftp.log"));
        try (StackFolder kept = StackFolder.open(Optional.of(folder.resolve("data")));
                KeepRunning keeper = new KeepRunning(
                        kept, Map.of(Part.KAFKA, stopped, Part.SFTP, wanted), Part.SFTP::equals, events::add)) {
            keeper.start();

            await().atMost(LIMIT).until(() -> wanted.alive);
        }

        assertThat(stopped.alive).isFalse();
    }

    @Test
    void rotatesALogThatGrowsWhileItsProcessWrites() throws Exception {
        FakePart part = new FakePart(Files.write(folder.resolve("kafka.log"), new byte[(int) RotatedLog.LIMIT + 1]));
        try (StackFolder kept = StackFolder.open(Optional.of(folder.resolve("data")));
                KeepRunning keeper = new KeepRunning(kept, Map.of(Part.KAFKA, part), wanted -> true, events::add)) {
            keeper.start();

            await().atMost(LIMIT).until(() -> Files.size(part.log()) == 0);
        }

        assertThat(folder.resolve("kafka.log.1")).hasSize(RotatedLog.LIMIT + 1);
    }

    private static final class FakePart implements RunningPart {

        private final Path log;
        private volatile boolean full;
        private volatile boolean alive;

        private FakePart(Path log) {
            this.log = log;
        }

        @Override
        public void launch() {
            if (full) {
                throw new IllegalStateException("no space left");
            }
            alive = true;
        }

        @Override
        public void awaitReady(Duration limit) {}

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public void stop() {
            alive = false;
        }

        @Override
        public void kill() {
            alive = false;
        }

        @Override
        public Path log() {
            return log;
        }
    }
}
