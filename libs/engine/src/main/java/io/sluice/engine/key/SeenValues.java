package io.sluice.engine.key;

/// The values of one unique field, or the primary keys, that were seen so far. Not thread-safe.
///
/// `add` returns the line on which the value was first seen, or:
///
/// | result | meaning | what the caller does |
/// |---|---|---|
/// | [#NEW] | no earlier row has the value | nothing |
/// | [#LATER] | the values are on the disk, this one is not remembered yet | takes its [#low] and [#high], and once it
/// has checked the row it asks [#mayKnow] and calls [#append]; [RunKeys#findLate] finds out |
///
/// [#mayKnow] looks at one random place in memory. Calls for many values one after another are much cheaper
/// than the same calls with other work in between, because the processor fetches several places at once.
public abstract sealed class SeenValues permits SeenLongs, SeenKeys {
    public static final long NEW = 0;
    public static final long LATER = -1;

    final KeySet set;

    SeenValues(KeySet set) {
        this.set = set;
    }

    /// The hash of the last value, or the first half of its fingerprint. Only after [#LATER].
    public final long low() {
        return set.low();
    }

    /// The second half of the fingerprint of the last value. Only after [#LATER].
    public final long high() {
        return set.high();
    }

    /// Whether an earlier row may have the value. Call it once for each value, in the order of the rows.
    public final boolean mayKnow(long low) {
        return set.partition(low).mayKnow(low);
    }

    /// Remembers a value.
    ///
    /// @param possible what [#mayKnow] returned
    /// @param refused whether the row has an error anyway
    public final void append(long low, long high, long line, boolean possible, boolean refused) {
        set.partition(low).append(low, high, line, possible, refused);
    }
}
