package io.sluice.engine;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ErrorTotal;
import io.sluice.engine.report.ReportedError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts all errors of a run and keeps the first ones.
final class ErrorCollector {
    private record TotalKey(ErrorCode code, Optional<String> rule, Optional<String> column) {}

    private static final class Count {
        long value;
    }

    private final RunLimits limits;
    private final List<ReportedError> sampled = new ArrayList<>();
    private final Map<TotalKey, Count> counts = new LinkedHashMap<>();
    private final Set<String> columns = new HashSet<>();
    private long total;

    ErrorCollector(RunLimits limits) {
        this.limits = limits;
    }

    /// Counts an error. True means that there is room to list it, too: call [#list].
    boolean count(ErrorCode code, Optional<String> rule, Optional<String> column) {
        total++;
        TotalKey key =
                new TotalKey(code, rule, column.isPresent() && isTotalled(column.get()) ? column : Optional.empty());
        counts.computeIfAbsent(key, absent -> new Count()).value++;
        return sampled.size() < limits.maxSampledErrors();
    }

    void list(ReportedError error) {
        sampled.add(error);
    }

    long total() {
        return total;
    }

    List<ReportedError> sampled() {
        return sampled;
    }

    List<ErrorTotal> totals() {
        return counts.entrySet().stream()
                .map(entry -> new ErrorTotal(
                        entry.getKey().code(),
                        entry.getKey().rule(),
                        entry.getKey().column(),
                        entry.getValue().value))
                .toList();
    }

    private boolean isTotalled(String column) {
        if (columns.contains(column)) {
            return true;
        }
        return columns.size() < limits.maxTotalColumns() && columns.add(column);
    }
}
