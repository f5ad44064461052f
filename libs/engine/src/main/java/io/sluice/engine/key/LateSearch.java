package io.sluice.engine.key;

/// Finds out which possible duplicates of a spilled partition are duplicates.
///
/// The first pass over the partition's log collects the keys of the possible duplicates. The second pass
/// meets every entry of these keys again, in the order of arrival: the first one of a key is no duplicate,
/// all later ones are. If there are more keys than the memory may hold, each pair of passes takes a part of
/// them.
final class LateSearch {
    /// Memory for one key in a table, at most.
    private static final long KEY_BYTES = 48;
    /// In place of a line: no entry of the key has been met.
    private static final long NOT_MET = -1;
    private static final int SMALLEST_PART = 1 << 10;

    private final long keysInMemory;
    private final LateDuplicates found;

    /// @param bytes memory for the keys of the possible duplicates
    LateSearch(long bytes, LateDuplicates found) {
        keysInMemory = Math.max(SMALLEST_PART, bytes / KEY_BYTES);
        this.found = found;
    }

    void search(int set, KeyPartition partition) {
        long parts = (partition.possible() + keysInMemory - 1) / keysInMemory;
        for (long part = 0; part < parts; part++) {
            KeyTable wanted = new KeyTable(partition.isWide());
            collect(partition, part, parts, wanted);
            meet(set, partition, wanted);
        }
    }

    private static void collect(KeyPartition partition, long part, long parts, KeyTable wanted) {
        SpillLog.Reader reader = partition.log().reader();
        while (reader.hasNext()) {
            long low = reader.next();
            long high = partition.isWide() ? reader.next() : 0;
            boolean possible = (reader.next() & KeyPartition.POSSIBLE_FLAG) != 0;
            if (possible && part(low, parts) == part) {
                if (wanted.isFull()) {
                    wanted.grow();
                }
                wanted.add(low, high, NOT_MET);
            }
        }
    }

    private void meet(int set, KeyPartition partition, KeyTable wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        SpillLog.Reader reader = partition.log().reader();
        while (reader.hasNext()) {
            long low = reader.next();
            long high = partition.isWide() ? reader.next() : 0;
            long entry = reader.next();
            int key = wanted.find(low, high);
            if (key < 0) {
                continue;
            }
            long line = entry & KeyPartition.LINE_MASK;
            long first = wanted.line(key);
            if (first == NOT_MET) {
                wanted.setLine(key, line);
            } else {
                found.found(set, line, first, (entry & KeyPartition.REFUSED_FLAG) != 0);
            }
        }
    }

    /// Bits of the hash that choose neither the partition nor the slot of a small table.
    private static long part(long low, long parts) {
        return ((low >>> 24 & 0xFFFFFFFFL) * parts) >>> 32;
    }
}
