package io.sluice.benchmarks.unique;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import java.util.List;
import java.util.Map;

/// What is checked of the file.
enum Check {
    PLAIN("no unique", false, false, false),
    UNIQUE("unique", true, false, false),
    UNIQUE_DUPLICATE("unique, one duplicate", true, false, true),
    KEY("primary key of two columns", false, true, false),
    KEY_DUPLICATE("primary key, one duplicate", false, true, true);

    private final String label;
    private final boolean unique;
    private final boolean primaryKey;
    private final boolean repeatsFirstRow;

    /// @param unique whether the key column is unique
    /// @param primaryKey whether both columns together are the primary key
    /// @param repeatsFirstRow whether the first row comes again after the last one
    Check(String label, boolean unique, boolean primaryKey, boolean repeatsFirstRow) {
        this.label = label;
        this.unique = unique;
        this.primaryKey = primaryKey;
        this.repeatsFirstRow = repeatsFirstRow;
    }

    String label() {
        return label;
    }

    boolean repeatsFirstRow() {
        return repeatsFirstRow;
    }

    Schema schema() {
        var key = FieldDeclaration.of("key", "String");
        var fields = List.of(
                unique ? key.withConstraints(Map.of("unique", true)) : key, FieldDeclaration.of("part", "Integer"));
        var declaration = new SchemaDeclaration(fields, primaryKey ? List.of("key", "part") : List.of(), null, null);
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> valid.schema();
            case SchemaCheck.Refused refused ->
                throw new IllegalStateException(refused.problems().toString());
        };
    }
}
