package io.sluice.devstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a tenant saw for a while.
///
/// @param uploads how long each upload took, log-in included
/// @param reads how long each answer took
/// @param errors what failed
record Watch(List<Duration> uploads, List<Duration> reads, List<String> errors) {

    Watch {
        uploads = uploads.stream().sorted().toList();
        reads = reads.stream().sorted().toList();
        errors = List.copyOf(errors);
    }

    static Watch none() {
        return new Watch(List.of(), List.of(), List.of());
    }

    Watch and(Watch other) {
        return new Watch(joined(uploads, other.uploads), joined(reads, other.reads), joined(errors, other.errors));
    }

    @Override
    public String toString() {
        return "%d errors; uploads %s; reads %s".formatted(errors.size(), shown(uploads), shown(reads));
    }

    private static String shown(List<Duration> sorted) {
        return sorted.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%d (p50 %d ms, p99 %d ms, max %d ms)",
                        sorted.size(),
                        at(sorted, 0.50),
                        at(sorted, 0.99),
                        sorted.getLast().toMillis());
    }

    private static long at(List<Duration> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * part)))
                .toMillis();
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
