package io.sluice.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares sets that spill with hash maps: every duplicate must be found once, with its first line.
class LateSearchTest {
    private record Duplicate(int set, long line, long firstLine, boolean refused) {}

    private final Set<Duplicate> found = new HashSet<>();
    private final Set<Duplicate> expected = new HashSet<>();

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(longs = {1, 4 << 10, 64 << 10, 1 << 20, 4 << 20})
    void findsWhatHashMapsFind(long bytes) {
        Random random = new Random(bytes);
        try (RunKeys run = new RunKeys(memory(bytes), 4, random)) {
            List<SeenValues> sets = List.of(run.newLongs(), run.newKeys(), run.newLongs(), run.newKeys());
            List<Map<Long, Long>> lines = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
            for (long line = 2; line < 60_000; line++) {
                // The third set counts up, with gaps, and repeats itself now and then.
                add(sets, lines, 0, random.nextInt(50_000), line, random.nextBoolean());
                add(sets, lines, 1, random.nextInt(1_000_000), line, random.nextBoolean());
                add(sets, lines, 2, random.nextInt(50) == 0 ? random.nextLong(3 * line) : 3 * line, line, false);
                if (random.nextInt(3) == 0) {
                    add(sets, lines, 3, random.nextInt(100), line, true);
                }
            }

            run.findLate((set, line, first, refused) -> assertThat(found.add(new Duplicate(set, line, first, refused)))
                    .as("found twice: set %d, line %d", set, line)
                    .isTrue());
        }

        assertThat(found).isEqualTo(expected);
    }

    /// An attacker who could make the first half of fingerprints collide would gain nothing.
    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(longs = {1, 4 << 10, 1 << 20})
    void comparesWholeFingerprints(long bytes) {
        List<Long> lines = new ArrayList<>();
        KeyBudget budget = new KeyBudget(bytes);
        try (SpillFile file = new SpillFile(KeyMemory.DEFAULTS.spillDirectory(), 512)) {
            KeySet set = new KeySet(1, true, budget, file, 512);
            for (long line = 2; line < 3_000; line++) {
                long high = line % 1_000 == 0 ? 77 : line;
                long first = set.add(0x1234_5678_9ABC_DEF0L, high, line);
                if (first == SeenValues.LATER) {
                    boolean possible = set.partition(set.low()).mayKnow(set.low());
                    set.partition(set.low()).append(set.low(), set.high(), line, possible, false);
                } else if (first != SeenValues.NEW) {
                    lines.add(line);
                }
            }
            new LateSearch(1, (number, line, first, refused) -> {
                        assertThat(first).isEqualTo(77);
                        lines.add(line);
                    })
                    .search(0, set.partitions()[0]);
        }

        assertThat(lines).containsExactly(1_000L, 2_000L);
    }

    @Test
    void keepsTheBudgetOfAThousandSets() {
        long bytes = 2 << 20;
        Random random = new Random(1_000);
        try (RunKeys run = new RunKeys(memory(bytes), 1_000, random)) {
            List<SeenLongs> sets = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                sets.add(run.newLongs());
            }
            for (long line = 2; line < 500; line++) {
                for (SeenLongs set : sets) {
                    if (set.add(random.nextLong(), line) == SeenValues.LATER) {
                        set.append(set.low(), set.high(), line, set.mayKnow(set.low()), false);
                    }
                }
                assertThat(run.freeBytes()).isNotNegative();
            }

            run.findLate((set, line, first, refused) ->
                    assertThat(line).as("random longs differ").isZero());
        }
    }

    @Test
    void countsDifferentLinesOfALongFile() {
        Random random = new Random(9);
        Set<Long> different = new HashSet<>();
        try (RunKeys run = new RunKeys(memory(1), 1, random)) {
            SpillLog lines = run.newLog();
            for (int i = 0; i < 50_000; i++) {
                long line = random.nextLong(100_000);
                different.add(line);
                lines.add(line);
            }

            assertThat(run.countDifferent(lines, 99_999)).isEqualTo(different.size());
        }
    }

    private void add(
            List<SeenValues> sets, List<Map<Long, Long>> lines, int set, long value, long line, boolean refused) {
        Long known = lines.get(set).putIfAbsent(value, line);
        if (known != null) {
            expected.add(new Duplicate(set, line, known, refused));
        }
        long first = switch (sets.get(set)) {
            case SeenLongs longs -> longs.add(value, line);
            case SeenKeys keys -> {
                KeyBytes key = new KeyBytes();
                key.putLong(value);
                yield keys.add(key, line);
            }
        };
        if (first == SeenValues.LATER) {
            SeenValues spilled = sets.get(set);
            spilled.append(spilled.low(), spilled.high(), line, spilled.mayKnow(spilled.low()), refused);
        } else if (first != SeenValues.NEW) {
            found.add(new Duplicate(set, line, first, refused));
        }
    }

    private static KeyMemory memory(long bytes) {
        return new KeyMemory(bytes, KeyMemory.DEFAULTS.spillDirectory());
    }
}
