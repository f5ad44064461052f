package io.sluice.data.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.data.day.DayVersion;
import io.sluice.data.difference.Comparison.Added;
import io.sluice.data.difference.Comparison.Changed;
import io.sluice.data.difference.Comparison.Removed;
import io.sluice.data.difference.MemoryDay.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompareVersionsTest {
    private static final int ROWS = 3_000;

    @TempDir
    Path folder;

    /// The comparison by a map, and all pages of it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatAModelFinds(long seed) {
        var random = new Random(seed);
        var before = lines(random, 0, ROWS);
        var after = new ArrayList<>(before.subList(0, ROWS - random.nextInt(200)));
        after.replaceAll(line -> random.nextInt(50) == 0
                ? new Line(line.id(), line.name(), random.nextBoolean() ? null : "corrected")
                : line);
        after.addAll(lines(random, ROWS, ROWS + random.nextInt(200)));
        Collections.shuffle(after, random);
        var day = new MemoryDay(List.of(1));
        var counts = new HashMap<String, Long>();
        var expected = new TreeMap<Long, String>();
        var old = byId(before);
        var current = byId(after);
        old.forEach((id, line) -> {
            var now = current.get(id);
            if (now == null) {
                expected.put(id, "removed");
            } else if (!now.equals(line)) {
                expected.put(id, "changed");
            }
        });
        current.keySet().stream().filter(id -> !old.containsKey(id)).forEach(id -> expected.put(id, "added"));
        expected.values().forEach(change -> counts.merge(change, 1L, Long::sum));

        var found = new TreeMap<Long, String>();
        var compare = day.comparison(folder, 10_000);
        var from = day.version(before);
        var to = day.version(after);
        Optional<Position> next = Optional.empty();
        do {
            var page = compared(compare.compare(from, to, next, 7));
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(7);
            assertThat(page.counts())
                    .isEqualTo(new Counts(
                            counts.getOrDefault("added", 0L),
                            counts.getOrDefault("removed", 0L),
                            counts.getOrDefault("changed", 0L),
                            current.size() - counts.getOrDefault("added", 0L) - counts.getOrDefault("changed", 0L)));
            page.rows()
                    .forEach(row -> assertThat(found.put((Long) row.key().get("id"), name(row)))
                            .isNull());
            next = page.next();
        } while (next.isPresent());
        assertThat(found).isEqualTo(expected);
    }

    private static String name(Comparison.Row row) {
        return switch (row) {
            case Changed(var _, var _) -> "changed";
            case Added(var _, var _) -> "added";
            case Removed(var _, var _) -> "removed";
        };
    }

    private static Map<Long, Line> byId(List<Line> lines) {
        var byId = new HashMap<Long, Line>();
        lines.forEach(line -> byId.put(line.id(), line));
        return byId;
    }

    private static List<Line> lines(Random random, int from, int to) {
        var lines = new ArrayList<Line>();
        for (int i = from; i < to; i++) {
            lines.add(new Line(i, "name " + random.nextInt(100), random.nextInt(3) == 0 ? null : "note " + i));
        }
        return lines;
    }

    /// Keys can repeat in data that was accepted: a sensitive one is hashed in lower case.
    @Test
    void comparesRowsOfARepeatedKeyAsAWhole() {
        var day = new MemoryDay(List.of(1));
        var before = day.version(List.of(new Line(1, "a", null), new Line(1, "b", null), new Line(2, "c", null)));
        var after = day.version(List.of(new Line(1, "b", null), new Line(1, "d", null), new Line(2, "e", null)));

        var found = compare(day, before, after);

        assertThat(found.counts()).isEqualTo(new Counts(1, 1, 1, 1));
        assertThat(found.rows())
                .extracting(row -> name(row) + " " + row)
                .containsExactly(
                        "changed Changed[key={id=2}, cells={name=Cell[before=c, after=e]}]",
                        "added Added[key={id=1}, cells={id=1, name=d, note=null}]",
                        "removed Removed[key={id=1}, cells={id=1, name=a, note=null}]");
    }

    @Test
    void comparesWholeRowsWithoutAKeyAsOftenAsTheyOccur() {
        var day = new MemoryDay(List.of());
        var same = new Line(1, "a", null);
        var before = day.version(List.of(same, same, same, new Line(2, "b", null)));
        var after = day.version(List.of(new Line(2, "b", "new"), same, same, same, same, same));

        var found = compare(day, before, after);

        assertThat(found.primaryKey()).isEmpty();
        assertThat(found.counts()).isEqualTo(new Counts(3, 1, 0, 3));
        assertThat(found.rows())
                .extracting(Object::toString)
                .containsExactly(
                        "Added[key={}, cells={id=2, name=b, note=new}]",
                        "Added[key={}, cells={id=1, name=a, note=null}]",
                        "Added[key={}, cells={id=1, name=a, note=null}]",
                        "Removed[key={}, cells={id=2, name=b, note=null}]");
    }

    @Test
    void comparesWithAnEmptiedDay() {
        var day = new MemoryDay(List.of(1));
        var rows = day.version(List.of(new Line(1, "a", null)));
        var empty = day.version(List.of());

        assertThat(compare(day, rows, empty).counts()).isEqualTo(new Counts(0, 1, 0, 0));
        assertThat(compare(day, empty, rows).counts()).isEqualTo(new Counts(1, 0, 0, 0));
        assertThat(compare(day, empty, rows).rows().getFirst().key()).containsEntry("id", 1L);
        assertThat(compare(day, empty, empty).counts()).isEqualTo(new Counts(0, 0, 0, 0));
    }

    /// A page of large rows has fewer of them.
    @Test
    void boundsAPageByItsSize() {
        var day = new MemoryDay(List.of(1));
        var large = "x".repeat(3 << 20);
        var before = day.version(List.of(new Line(0, "", null)));
        var after =
                day.version(List.of(new Line(1, large, null), new Line(2, large, null), new Line(3, "small", null)));
        var compare = day.comparison(folder, 100);

        var first = compared(compare.compare(before, after, Optional.empty(), 100));
        var second = compared(compare.compare(before, after, first.next(), 100));

        assertThat(first.rows()).extracting(row -> row.key().get("id")).containsExactly(1L);
        assertThat(second.rows()).extracting(row -> row.key().get("id")).containsExactly(2L, 3L, 0L);
        assertThat(second.next()).isEmpty();
    }

    /// Also while it reads the columns, and the rows of the page.
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9, 11, 16})
    void endsWhenTheStoreIsSlow(int part) {
        var day = new MemoryDay(List.of(1));
        var before = day.version(lines(new Random(1), 0, 10));
        var after = day.version(lines(new Random(2), 0, 10));

        var slow = day.slowComparison(folder, part);

        assertThat(slow.compare(before, after, Optional.empty(), 100))
                .isEqualTo(new ComparisonOutcome.TooSlow(MemoryDay.SHORT));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesTooManyRows() {
        var day = new MemoryDay(List.of(1));
        var before = day.version(List.of(new Line(1, "a", null), new Line(2, "a", null)));

        assertThat(day.comparison(folder, 3).compare(before, before, Optional.empty(), 1))
                .isEqualTo(new ComparisonOutcome.TooManyRows(4, 3));
        assertThat(folder).isEmptyDirectory();
    }

    private Comparison compare(MemoryDay day, DayVersion before, DayVersion after) {
        return compared(day.comparison(folder, 1_000).compare(before, after, Optional.empty(), 100));
    }

    private static Comparison compared(ComparisonOutcome outcome) {
        return outcome instanceof ComparisonOutcome.Compared(var comparison) ? comparison : fail(outcome.toString());
    }
}
