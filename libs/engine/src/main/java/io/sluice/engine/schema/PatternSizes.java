package io.sluice.engine.schema;

import java.util.List;
import java.util.Objects;

/// The size of the patterns of a whole schema.
final class PatternSizes {
    /// The largest programs of all patterns together, in instructions of about 200 bytes.
    private static final long LARGEST = 50_000;

    private PatternSizes() {}

    static long of(List<FieldDeclaration> fields) {
        return fields.stream()
                .filter(Objects::nonNull)
                .map(field -> field.constraints().get("pattern"))
                .mapToLong(pattern -> pattern instanceof String text ? PatternCost.size(text) : 0)
                .sum();
    }

    /// Whether the size is allowed; otherwise the collector gets the problem.
    static boolean check(long size, ProblemCollector problems) {
        if (size > LARGEST) {
            problems.add(
                    "schema",
                    "the repetitions in the patterns of all fields are too large together; repeat less or use fewer patterns");
        }
        return size <= LARGEST;
    }
}
