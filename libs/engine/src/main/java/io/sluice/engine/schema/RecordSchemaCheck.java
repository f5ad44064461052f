package io.sluice.engine.schema;

import java.util.List;

/// The result of [RecordSchema#check].
public sealed interface RecordSchemaCheck {
    /// The declaration is valid.
    record Valid(RecordSchema schema) implements RecordSchemaCheck {}

    /// The declaration has at least one problem.
    record Refused(List<SchemaProblem> problems) implements RecordSchemaCheck {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
