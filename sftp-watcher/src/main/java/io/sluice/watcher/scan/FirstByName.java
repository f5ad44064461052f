package io.sluice.watcher.scan;

import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the first things in the order of their names, at most a given number, and counts all of them.
final class FirstByName<T> {
    private final int most;
    private final TreeMap<String, T> kept = new TreeMap<>();
    private long total;

    FirstByName(int most) {
        this.most = most;
    }

    /// @param made called only for a thing that is kept, even if a later one replaces it
    void add(String name, Supplier<T> made) {
        total++;
        if (kept.size() < most) {
            kept.put(name, made.get());
        } else if (name.compareTo(kept.lastKey()) < 0) {
            kept.pollLastEntry();
            kept.put(name, made.get());
        }
    }

    @Nullable
    T get(String name) {
        return kept.get(name);
    }

    void remove(String name) {
        if (kept.remove(name) != null) {
            total--;
        }
    }

    /// In the order of names.
    Collection<T> kept() {
        return Collections.unmodifiableCollection(kept.values());
    }

    boolean isEmpty() {
        return total == 0;
    }

    /// Whether all things are kept.
    boolean isComplete() {
        return total == kept.size();
    }

    long total() {
        return total;
    }
}
