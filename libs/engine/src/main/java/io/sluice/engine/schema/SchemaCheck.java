package io.sluice.engine.schema;

import java.util.List;

/// The result of [Schema#check].
public sealed interface SchemaCheck {
    /// The declaration is valid.
    record Valid(Schema schema) implements SchemaCheck {}

    /// The declaration has at least one problem.
    record Refused(List<SchemaProblem> problems) implements SchemaCheck {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
