package io.sluice.devstack.parts.sftp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The accounts over a limit, as sftp-watcher lists them in a file of the volume; read every second. Thread-safe.
///
/// A file that is missing or unreadable means nobody.
final class ReadOnlyAccounts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ReadOnlyAccounts.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final InstantSource clock;
    private final Consumer<Set<String>> newcomers;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("read-only-accounts").factory());
    private volatile Set<String> accounts = Set.of();

    /// The accounts that come onto the list are told each time.
    ReadOnlyAccounts(Path file, InstantSource clock, Consumer<Set<String>> newcomers) {
        this.file = file;
        this.clock = clock;
        this.newcomers = newcomers;
    }

    ReadOnlyAccounts start() {
        var _ = clockwork.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        return this;
    }

    boolean contains(String accuid) {
        return accounts.contains(accuid);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    // Nothing may escape: the scheduler would never look again.
    private void look() {
        try {
            Set<String> now = read();
            Set<String> fresh = new HashSet<>(now);
            fresh.removeAll(accounts);
            accounts = now;
            if (!fresh.isEmpty()) {
                newcomers.accept(fresh);
            }
        } catch (RuntimeException cause) {
            LOG.log(System.Logger.Level.WARNING, "The sessions of accounts over a limit did not end.", cause);
        }
    }

    private Set<String> read() {
        Set<String> listed = new HashSet<>();
        try {
            for (JsonNode node : JSON.readTree(Files.readString(file)).path("accounts")) {
                String until = node.path("until").asText();
                if (until.isEmpty() || clock.instant().isBefore(Instant.parse(until))) {
                    listed.add(node.path("accuid").asText());
                }
            }
        } catch (NoSuchFileException notYet) {
            return Set.of();
        } catch (IOException | DateTimeException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The list of accounts over a limit is unreadable and holds nobody. file={0} cause={1}",
                    file,
                    unreadable.getMessage());
            return Set.of();
        }
        return Set.copyOf(listed);
    }
}
