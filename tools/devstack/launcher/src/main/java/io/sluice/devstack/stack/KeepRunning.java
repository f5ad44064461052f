package io.sluice.devstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Looks at every part once a second: starts those that ended by themselves again, each independently of the
/// others, records their process numbers, and rotates their logs.
final class KeepRunning implements AutoCloseable {

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private final StackFolder folder;
    private final List<Kept> parts;
    private final Predicate<Part> wanted;
    private final Consumer<PartEvent> listener;
    private final Set<Part> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("keep-running").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Kept(Part part, RunningPart running, Revival revival) {}

    /// @param wanted the parts that should run; nobody stopped them on purpose
    KeepRunning(
            StackFolder folder, Map<Part, RunningPart> parts, Predicate<Part> wanted, Consumer<PartEvent> listener) {
        this.folder = folder;
        this.parts = parts.entrySet().stream()
                .map(entry -> kept(entry.getKey(), entry.getValue()))
                .toList();
        this.wanted = wanted;
        this.listener = listener;
    }

    private static Kept kept(Part part, RunningPart running) {
        return new Kept(part, running, new Revival(part, running::isAlive, running::launch, System::nanoTime));
    }

    KeepRunning start() {
        var _ = clock.scheduleWithFixedDelay(
                this::check, BETWEEN_CHECKS.toMillis(), BETWEEN_CHECKS.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /// Starts nothing any more.
    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    private void check() {
        parts.stream()
                .filter(kept -> wanted.test(kept.part()) && busy.add(kept.part()))
                .forEach(kept -> threads.execute(() -> {
                    try {
                        check(kept);
                    } finally {
                        busy.remove(kept.part());
                    }
                }));
    }

    private void check(Kept kept) {
        kept.revival().check().ifPresent(listener);
        try {
            new RotatedLog(kept.running().log(), RotatedLog.LIMIT).rotate();
            if (kept.running().isAlive()) {
                folder.remember(kept.part().label(), kept.running().pid());
            }
        } catch (IOException | UncheckedIOException fullDisk) {
            // The next check tries again; the part runs without both.
            return;
        }
    }
}
