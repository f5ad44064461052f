package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.time.Duration;

/// The launcher's handle on one process of the stack.
interface RunningPart {

    /// Starts it without waiting until it is ready.
    void launch();

    /// Returns when it is ready; throws with the end of its log if it dies or takes longer.
    void awaitReady(Duration limit);

    boolean isAlive();

    long pid();

    /// Stops it gracefully.
    void stop();

    /// Ends it at once, as `kill -9` does.
    void kill();

    Path log();
}
