package io.sluice.devstack.faults;

import io.sluice.devstack.Terminal;

/// What one case does, sees and finds, printed line by line. Thread-safe.
final class Story {

    private final Terminal terminal;
    private final long begin = System.nanoTime();
    private volatile boolean broken;

    Story(Terminal terminal) {
        this.terminal = terminal;
    }

    void did(String what) {
        terminal.line("%4d s  did  %s".formatted(seconds(), what));
    }

    void saw(String what) {
        terminal.line("%4d s  saw  %s".formatted(seconds(), what));
    }

    void check(String promise, boolean holds) {
        if (holds) {
            terminal.good("PASS  " + promise);
        } else {
            broken = true;
            terminal.bad("FAIL  " + promise);
        }
    }

    boolean passed() {
        return !broken;
    }

    private long seconds() {
        return (System.nanoTime() - begin) / 1_000_000_000;
    }
}
