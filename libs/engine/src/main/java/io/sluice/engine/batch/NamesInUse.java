package io.sluice.engine.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The names of the objects that are being read, each inside the one before. The sets are reused.
final class NamesInUse {
    /// Clearing a set takes time for its largest size so far, so a large one is not kept.
    private static final int KEPT = 1 << 8;

    private final List<Set<String>> levels = new ArrayList<>();
    private int depth;

    /// Begins to read an object.
    void enter() {
        if (depth == levels.size()) {
            levels.add(new HashSet<>());
        }
        if (levels.get(depth).size() > KEPT) {
            levels.set(depth, new HashSet<>());
        }
        levels.get(depth++).clear();
    }

    void leave() {
        depth--;
    }

    /// Forgets all objects, after a line that was not read to its end.
    void clear() {
        depth = 0;
    }

    /// Whether the innermost object does not have the name yet.
    boolean add(String name) {
        return levels.get(depth - 1).add(name);
    }
}
