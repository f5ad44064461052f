package io.sluice.archive;

import java.time.Instant;
import java.util.function.Supplier;

/// A clock that can be wrong, e.g. `object store`.
record NamedClock(String name, Supplier<Instant> reading) {}
