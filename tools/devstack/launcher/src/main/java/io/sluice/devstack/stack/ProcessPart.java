package io.sluice.devstack.stack;

import io.sluice.devstack.parts.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A part that is one child process. Each launch starts a new one; `pause` separates two checks of its
/// readiness.
final class ProcessPart implements RunningPart {

    private final Supplier<ChildProcess> start;
    private final BooleanSupplier ready;
    private final Duration pause;
    private volatile @Nullable ChildProcess process;

    ProcessPart(Supplier<ChildProcess> start, BooleanSupplier ready, Duration pause) {
        this.start = start;
        this.ready = ready;
        this.pause = pause;
    }

    @Override
    public void launch() {
        process = start.get();
    }

    @Override
    public void awaitReady(Duration limit) {
        launched().awaitReady(ready, limit, pause);
    }

    @Override
    public boolean isAlive() {
        ChildProcess current = process;
        return current != null && current.isAlive();
    }

    @Override
    public long pid() {
        return launched().pid();
    }

    @Override
    public void stop() {
        ChildProcess current = process;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public void kill() {
        launched().kill();
    }

    @Override
    public Path log() {
        return launched().log();
    }

    private ChildProcess launched() {
        ChildProcess current = process;
        if (current == null) {
            throw new IllegalStateException("the part was not started");
        }
        return current;
    }
}
