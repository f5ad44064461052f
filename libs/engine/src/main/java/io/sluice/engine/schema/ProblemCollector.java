package io.sluice.engine.schema;

import java.util.ArrayList;
import java.util.List;

/// Collects the problems of a declaration.
final class ProblemCollector {
    private final List<SchemaProblem> found = new ArrayList<>();

    void add(String path, String message) {
        found.add(new SchemaProblem(path, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    List<SchemaProblem> list() {
        return found;
    }
}
