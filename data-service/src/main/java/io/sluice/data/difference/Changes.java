package io.sluice.data.difference;

import io.sluice.data.difference.Position.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Counts all rows and keeps those of one page. Not thread-safe.
final class Changes {
    /// What the rows of a page take in memory. A row that is larger is a page of its own.
    private static final long PAGE_BYTES = 4L << 20;

    private final Optional<Position> start;
    private final int limit;
    /// The first ones after the start, one more than a page holds; the last one on top.
    private final PriorityQueue<Change> first = new PriorityQueue<>(Comparator.reverseOrder());

    private long unchanged;
    private long changed;
    private long added;
    private long removed;

    /// @param after where the previous page ended
    Changes(Optional<Position> after, int limit) {
        this.start = after;
        this.limit = limit;
    }

    void unchanged(long rows) {
        unchanged += rows;
    }

    void changed(int before, int after, long size) {
        changed++;
        offer(Kind.CHANGED, before, after, size);
    }

    /// A row that only one version has.
    void single(boolean inLater, int place, int size) {
        if (inLater) {
            added++;
            offer(Kind.ADDED, -1, place, size);
        } else {
            removed++;
            offer(Kind.REMOVED, place, -1, size);
        }
    }

    private void offer(Kind kind, int before, int after, long size) {
        var change = new Change(kind, before, after, size);
        if (start.isPresent() && change.position().compareTo(start.get()) <= 0) {
            return;
        }
        if (first.size() <= limit) {
            first.add(change);
        } else if (change.compareTo(first.element()) < 0) {
            first.remove();
            first.add(change);
        }
    }

    Counts counts() {
        return new Counts(added, removed, changed, unchanged);
    }

    /// The page; whether rows follow it is [#hasMore].
    List<Change> page() {
        var sorted = first.stream().sorted().toList();
        var page = new ArrayList<Change>();
        var size = 0L;
        for (var change : sorted.subList(0, Math.min(limit, sorted.size()))) {
            size += change.size();
            if (size > PAGE_BYTES && !page.isEmpty()) {
                break;
            }
            page.add(change);
        }
        return page;
    }

    boolean hasMore() {
        return page().size() < first.size();
    }
}
