package io.sluice.archive;

import java.time.Instant;
import java.util.function.Supplier;

/// A clock that may be wrong.
///
/// @param name for messages, e.g. `object store`
record NamedClock(String name, Supplier<Instant> reading) {}
