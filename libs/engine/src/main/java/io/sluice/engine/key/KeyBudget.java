package io.sluice.engine.key;

import java.util.ArrayList;
import java.util.List;

/// The memory of one run's sets. When it runs out, the largest holder moves its keys to the disk.
final class KeyBudget {
    /// A part of a set that can move its keys to the disk.
    interface Holder {
        /// The memory that [#spill] gives back, at least in part; 0 once spilled.
        long bytes();

        boolean isSpilled();

        /// Moves the keys to the disk. May spill other parts of the same set, too.
        void spill();
    }

    private final List<Holder> holders = new ArrayList<>();
    private long free;

    KeyBudget(long bytes) {
        free = bytes;
    }

    long free() {
        return free;
    }

    void register(Holder holder) {
        holders.add(holder);
    }

    /// Takes memory for a holder. False means that this holder was itself spilled to make room, so it needs
    /// none.
    boolean reserve(long bytes, Holder holder) {
        while (free < bytes && !holder.isSpilled()) {
            Holder largest = holder;
            for (Holder other : holders) {
                if (other.bytes() > largest.bytes()) {
                    largest = other;
                }
            }
            largest.spill();
        }
        if (holder.isSpilled()) {
            return false;
        }
        free -= bytes;
        return true;
    }

    /// Takes memory that was given back just before.
    void take(long bytes) {
        free -= bytes;
    }

    void give(long bytes) {
        free += bytes;
    }
}
