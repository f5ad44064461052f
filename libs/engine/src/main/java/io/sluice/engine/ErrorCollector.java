package io.sluice.engine;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ErrorTotal;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Counts all errors of a run and keeps the first ones.
///
/// Errors come in the order of the file. The only exception are duplicates that the run finds at its end:
/// [#countLate] and [#insert] put them where they belong.
final class ErrorCollector {
    private record TotalKey(ErrorCode code, Optional<String> rule, Optional<String> column) {}

    private static final class Count {
        long value;
        long firstLine;

        Count(long firstLine) {
            this.firstLine = firstLine;
        }
    }

    private final RunLimits limits;
    private final Map<TotalKey, Count> counts = new LinkedHashMap<>();
    private final Set<String> columns = new HashSet<>();
    private final int mostColumns;
    private List<ReportedError> sampled = new ArrayList<>();
    private long total;

    ErrorCollector(RunLimits limits) {
        this.limits = limits;
        // More than the report names: only at the end it is known which columns come first.
        mostColumns = Math.max(limits.maxTotalColumns(), Schema.MAX_FIELDS);
    }

    /// Counts an error. True means that there is room to list it, too: call [#list].
    boolean count(ErrorCode code, Optional<String> rule, Optional<String> column, long line) {
        total++;
        TotalKey key =
                new TotalKey(code, rule, column.isPresent() && isCounted(column.get()) ? column : Optional.empty());
        counts.computeIfAbsent(key, absent -> new Count(line)).value++;
        return sampled.size() < limits.maxSampledErrors();
    }

    void list(ReportedError error) {
        sampled.add(error);
    }

    /// Whether an error in this record, or in a later one, can be among the errors that are listed.
    boolean canList(long record) {
        return sampled.size() < limits.maxSampledErrors()
                || sampled.getLast().record().orElse(0) >= record;
    }

    /// Counts errors that were found at the end. Call [#insert] afterwards.
    void countLate(ErrorCode code, Optional<String> column, long count, long firstLine) {
        total += count;
        Count sum =
                counts.computeIfAbsent(new TotalKey(code, Optional.empty(), column), absent -> new Count(firstLine));
        sum.value += count;
        sum.firstLine = Math.min(sum.firstLine, firstLine);
    }

    /// Lists errors that were found at the end, and puts everything into the order of the file.
    ///
    /// @param position the place of a column in a row; of no column, the place after the last one
    void insert(List<ReportedError> late, ToIntFunction<Optional<String>> position) {
        List<ReportedError> merged = new ArrayList<>(sampled);
        merged.addAll(late);
        merged.sort(
                Comparator.<ReportedError>comparingLong(error -> error.record().orElse(0))
                        .thenComparingInt(error -> position.applyAsInt(error.column())));
        sampled = merged.size() <= limits.maxSampledErrors()
                ? merged
                : new ArrayList<>(merged.subList(0, limits.maxSampledErrors()));

        List<Map.Entry<TotalKey, Count>> ordered = new ArrayList<>(counts.entrySet());
        ordered.sort(Comparator.<Map.Entry<TotalKey, Count>>comparingLong(entry -> entry.getValue().firstLine)
                .thenComparingInt(entry -> position.applyAsInt(entry.getKey().column())));
        counts.clear();
        ordered.forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    }

    long total() {
        return total;
    }

    List<ReportedError> sampled() {
        return sampled;
    }

    /// In the order of their first errors. Only the first columns have totals of their own.
    List<ErrorTotal> totals() {
        Set<String> named = new HashSet<>();
        Map<TotalKey, Long> totals = new LinkedHashMap<>();
        counts.forEach((key, count) -> {
            boolean isNamed = key.column().isPresent()
                    && (named.contains(key.column().get())
                            || (named.size() < limits.maxTotalColumns()
                                    && named.add(key.column().get())));
            TotalKey reported = isNamed ? key : new TotalKey(key.code(), key.rule(), Optional.empty());
            totals.merge(reported, count.value, Long::sum);
        });
        return totals.entrySet().stream()
                .map(entry -> new ErrorTotal(
                        entry.getKey().code(),
                        entry.getKey().rule(),
                        entry.getKey().column(),
                        entry.getValue()))
                .toList();
    }

    private boolean isCounted(String column) {
        if (columns.contains(column)) {
            return true;
        }
        return columns.size() < mostColumns && columns.add(column);
    }
}
