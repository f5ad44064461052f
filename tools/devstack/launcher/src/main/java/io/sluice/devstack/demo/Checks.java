package io.sluice.devstack.demo;

import io.sluice.devstack.Terminal;
import java.util.Objects;

/// Prints whether each promise of the spec holds, and counts both cases.
final class Checks {

    private final Terminal terminal;
    private int held;
    private int broken;

    Checks(Terminal terminal) {
        this.terminal = terminal;
    }

    void that(String promise, boolean holds) {
        if (holds) {
            held++;
            terminal.good(promise);
        } else {
            broken++;
            terminal.bad(promise);
        }
    }

    void equal(String promise, Object expected, Object actual) {
        boolean same = Objects.equals(expected, actual);
        that(same ? promise : promise + ": expected " + expected + ", found " + actual, same);
    }

    int held() {
        return held;
    }

    int broken() {
        return broken;
    }
}
