package io.sluice.engine.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The offsets of one time zone by local time. Immutable; one for each zone, at most 20 KB.
///
/// A table holds them until the year 2100, so that a lookup allocates nothing. Later ones come from the
/// zone's rules.
public final class ZoneOffsets {
    /// What [#at] returns for a local time that the clocks skip.
    public static final int SKIPPED = Integer.MIN_VALUE;

    private static final Instant BEGIN = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private static final Map<ZoneId, ZoneOffsets> KNOWN = new ConcurrentHashMap<>();

    public static final ZoneOffsets UTC = of(ZoneOffset.UTC);

    private final ZoneRules rules;

    /// Local seconds since 1970-01-01T00:00:00, ascending: from each on the offset of the same index holds.
    private final long[] starts;

    private final int[] offsets;

    private ZoneOffsets(ZoneRules rules) {
        this.rules = rules;
        var table = new Table(rules.getOffset(BEGIN));
        var transition = rules.nextTransition(BEGIN);
        while (transition != null && transition.getInstant().isBefore(END)) {
            table.add(transition);
            transition = rules.nextTransition(transition.getInstant());
        }
        starts = Arrays.copyOf(table.starts, table.size);
        offsets = Arrays.copyOf(table.offsets, table.size);
    }

    /// The offsets of a zone; those of UTC if there is none.
    public static ZoneOffsets of(Optional<ZoneId> zone) {
        return zone.isPresent() ? of(zone.get()) : UTC;
    }

    private static ZoneOffsets of(ZoneId zone) {
        return KNOWN.computeIfAbsent(zone, unknown -> new ZoneOffsets(unknown.getRules()));
    }

    /// Whether there is one offset for all times.
    public boolean isFixed() {
        return rules.isFixedOffset();
    }

    /// The offset in seconds east of UTC, or [#SKIPPED]. Of two the earlier one: that from before the clocks
    /// were put back.
    ///
    /// @param local seconds since 1970-01-01T00:00:00 of the local clock
    public int at(long local) {
        if (local >= END.getEpochSecond()) {
            return isFixed() ? offsets[0] : byRules(local);
        }
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= local) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return offsets[low];
    }

    private int byRules(long local) {
        List<ZoneOffset> valid = rules.getValidOffsets(LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC));
        return valid.isEmpty() ? SKIPPED : valid.getFirst().getTotalSeconds();
    }

    private static final class Table {
        private long[] starts = new long[512];
        private int[] offsets = new int[512];
        private int size;

        Table(ZoneOffset first) {
            add(Long.MIN_VALUE, first.getTotalSeconds());
        }

        /// | the clocks | before | at the transition | after |
        /// |---|---|---|---|
        /// | are put forward | old offset | skipped | new offset |
        /// | are put back | old offset | old offset | new offset |
        void add(ZoneOffsetTransition transition) {
            if (transition.isGap()) {
                add(local(transition.getDateTimeBefore()), SKIPPED);
                add(
                        local(transition.getDateTimeAfter()),
                        transition.getOffsetAfter().getTotalSeconds());
            } else {
                add(
                        local(transition.getDateTimeBefore()),
                        transition.getOffsetAfter().getTotalSeconds());
            }
        }

        private static long local(LocalDateTime time) {
            return time.toEpochSecond(ZoneOffset.UTC);
        }

        private void add(long start, int offset) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                offsets = Arrays.copyOf(offsets, 2 * size);
            }
            starts[size] = start;
            offsets[size] = offset;
            size++;
        }
    }
}
