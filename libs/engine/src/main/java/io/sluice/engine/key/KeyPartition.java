package io.sluice.engine.key;

import org.jspecify.annotations.Nullable;

/// The keys of a set whose hashes begin alike.
///
/// | state | keys are in | a key that was seen before |
/// |---|---|---|
/// | in memory | a [KeyTable] | is found at once, with its first line |
/// | spilled | a [SpillLog], in the order in which they arrived | is possibly known, says the [KeyFilter]; [LateSearch]
/// finds out |
///
/// An entry of the log is a slot of the table. Its line has two flags that only possible duplicates use.
final class KeyPartition implements KeyBudget.Holder {
    static final long POSSIBLE_FLAG = 1L << 63;
    static final long REFUSED_FLAG = 1L << 62;
    static final long LINE_MASK = ~(POSSIBLE_FLAG | REFUSED_FLAG);

    private final boolean wide;
    private final KeyBudget budget;
    private final long reservedForFilter;
    private final SpillLog log;
    private @Nullable KeyTable table;
    private @Nullable KeyFilter filter;
    private long possible;

    /// @param reservedForFilter bytes for the filter that the budget does not contain
    KeyPartition(boolean wide, KeyBudget budget, SpillFile file, long reservedForFilter) {
        this.wide = wide;
        this.budget = budget;
        this.reservedForFilter = reservedForFilter;
        log = new SpillLog(file);
        table = new KeyTable(wide);
        budget.register(this);
    }

    boolean isWide() {
        return wide;
    }

    SpillLog log() {
        return log;
    }

    /// The number of possible duplicates in the log.
    long possible() {
        return possible;
    }

    /// The first line of a known key, [SeenValues#NEW] or [SeenValues#LATER].
    long add(long low, long high, long line) {
        KeyTable inMemory = table;
        return inMemory != null && (!inMemory.isFull() || grow(inMemory))
                ? inMemory.add(low, high, line)
                : SeenValues.LATER;
    }

    /// Whether a spilled partition may contain the key. Afterwards it may.
    boolean mayKnow(long low) {
        KeyFilter current = filter;
        if (current == null) {
            throw new IllegalStateException("the partition is not spilled, or the run is at its end");
        }
        return current.add(low);
    }

    /// Remembers a key of a spilled partition.
    void append(long low, long high, long line, boolean isPossible, boolean refused) {
        if (isPossible) {
            possible++;
            append(low, high, line | POSSIBLE_FLAG | (refused ? REFUSED_FLAG : 0));
        } else {
            append(low, high, line);
        }
    }

    @Override
    public long bytes() {
        return table == null ? 0 : table.bytes();
    }

    @Override
    public boolean isSpilled() {
        return table == null;
    }

    @Override
    public void spill() {
        long freed = moveToLog();
        startFilter(freed - freed / 4);
    }

    /// Moves all keys to the log and gives the memory back. Until [#startFilter] only [#append] may be
    /// called.
    long moveToLog() {
        KeyTable inMemory = table;
        KeyFilter current = filter;
        long freed = 0;
        if (inMemory != null) {
            inMemory.appendTo(log);
            freed = inMemory.bytes();
        } else if (current != null) {
            freed = Math.max(0, current.bytes() - reservedForFilter);
        }
        table = null;
        filter = null;
        budget.give(freed);
        return freed;
    }

    /// Starts to filter, with the keys of the log.
    void startFilter(long bytes) {
        KeyFilter started = new KeyFilter(Math.max(bytes, reservedForFilter));
        SpillLog.Reader reader = log.reader();
        while (reader.hasNext()) {
            started.add(reader.next());
            reader.next();
            if (wide) {
                reader.next();
            }
        }
        budget.take(Math.max(0, started.bytes() - reservedForFilter));
        filter = started;
    }

    void append(long low, long high, long line) {
        log.add(low);
        if (wide) {
            log.add(high);
        }
        log.add(line);
    }

    /// Gives up everything but the log. No key can be added afterwards.
    void end() {
        table = null;
        filter = null;
    }

    /// Whether the table could grow. If not, it was spilled to make room.
    private boolean grow(KeyTable inMemory) {
        long before = inMemory.bytes();
        if (!budget.reserve(inMemory.grownBytes(), this)) {
            return false;
        }
        inMemory.grow();
        budget.give(before);
        return true;
    }
}
