package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.ProcessSignals;
import java.util.function.Supplier;

/// A part of the test run in a process of its own, which any class loader may halt.
///
/// @param address where clients find it
record HaltablePart(String address, long pid) {

    /// The part under the key; the first call starts it, the end of the JVM ends it.
    static HaltablePart once(String key, Supplier<HaltablePart> start) {
        var known = JvmWide.once(key, () -> {
                    var started = start.get();
                    return started.pid() + " " + started.address();
                })
                .split(" ", 2);
        return new HaltablePart(known[1], Long.parseLong(known[0]));
    }

    /// Halts all its processes: connections stay open and nothing answers until [#goOn()].
    void halt() {
        ProcessSignals.haltAll(pid);
    }

    /// Ends [#halt()].
    void goOn() {
        ProcessSignals.goOnAll(pid);
    }
}
