package io.sluice.engine.key;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The values that the unique fields and the primary key of one run have seen, in the memory of a
/// [KeyMemory] and beyond it in one temporary file. Not thread-safe.
///
/// How the memory is shared:
///
/// | part | size |
/// |---|---|
/// | write buffers: one block for each partition | at most a sixteenth |
/// | the smallest filter of each partition | the same again |
/// | tables and runs; the filters of spilled partitions | the rest |
///
/// The file takes 24 bytes for each value (16 for numbers, dates and times) of a spilled partition, and what
/// the run notes about possible duplicates.
public final class RunKeys implements AutoCloseable {
    private static final int MOST_PARTITIONS = 256;
    private static final int SMALLEST_BLOCK = 1 << 9;
    private static final int USUAL_BLOCK = 1 << 12;
    private static final int LARGEST_BLOCK = 1 << 14;

    private final RandomGenerator random;
    private final long bytes;
    private final int partitions;
    private final SpillFile file;
    private final KeyBudget budget;
    private final List<KeySet> made = new ArrayList<>();

    /// @param count how many sets the run will make
    /// @param random seeds the hashes; must be unpredictable
    public RunKeys(KeyMemory memory, int count, RandomGenerator random) {
        this.random = random;
        bytes = memory.bytes();
        int sets = Math.max(1, count);
        long blocks = Math.max(1, bytes / 16 / USUAL_BLOCK / sets);
        partitions = (int) Math.min(MOST_PARTITIONS, Long.highestOneBit(blocks));
        long block = Long.highestOneBit(Math.max(1, bytes / 16 / partitions / sets));
        file = new SpillFile(memory.spillDirectory(), Math.clamp(block, SMALLEST_BLOCK, LARGEST_BLOCK));
        budget = new KeyBudget(Math.max(0, bytes - 2L * count * partitions * file.blockBytes()));
    }

    public SeenLongs newLongs() {
        return new SeenLongs(newSet(false), budget, random.nextLong());
    }

    public SeenKeys newKeys() {
        return new SeenKeys(newSet(true), new SipHash(random.nextLong(), random.nextLong()));
    }

    /// A log in the run's temporary file.
    public SpillLog newLog() {
        return new SpillLog(file);
    }

    /// Finds the duplicates among the possible ones. No value can be added afterwards.
    public void findLate(LateDuplicates found) {
        for (KeySet set : made) {
            for (KeyPartition partition : set.partitions()) {
                partition.end();
            }
        }
        LateSearch search = new LateSearch(bytes / 2, found);
        for (int i = 0; i < made.size(); i++) {
            for (KeyPartition partition : made.get(i).partitions()) {
                search.search(i, partition);
            }
        }
    }

    /// The number of different lines in a log of lines.
    public long countDifferent(SpillLog lines, long largestLine) {
        return DifferentLines.count(lines, largestLine, bytes / 4);
    }

    /// The lines in logs of this run; forgets the values.
    public RefusedLines refused(List<SpillLog> lines) {
        made.clear();
        return new RefusedLines(lines, bytes / 4);
    }

    /// How many bytes of the disk the temporary file takes at most.
    public long temporaryBytes() {
        return file.bytes();
    }

    /// Removes the temporary file.
    @Override
    public void close() {
        file.close();
    }

    /// What is left of the memory; never negative.
    long freeBytes() {
        return budget.free();
    }

    private KeySet newSet(boolean wide) {
        KeySet set = new KeySet(partitions, wide, budget, file, file.blockBytes());
        made.add(set);
        return set;
    }
}
