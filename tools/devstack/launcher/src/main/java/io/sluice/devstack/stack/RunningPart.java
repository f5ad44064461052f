package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.time.Duration;

/// One process of the stack in the hands of the launcher.
interface RunningPart {

    /// Starts it; it may not be ready yet.
    void launch();

    /// Returns when it serves; throws with the end of its log if it dies or takes longer.
    void awaitReady(Duration limit);

    boolean isAlive();

    long pid();

    /// In good order.
    void stop();

    /// As `kill -9` does.
    void kill();

    Path log();
}
