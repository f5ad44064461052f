package io.sluice.engine.schema;

import java.util.List;

/// The outcome of [Schema#check]: a schema to work with, or all that is wrong with the declaration.
public sealed interface SchemaCheck {
    /// The declaration holds.
    record Valid(Schema schema) implements SchemaCheck {}

    /// The declaration cannot be used; at least one problem.
    record Refused(List<SchemaProblem> problems) implements SchemaCheck {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
