package io.sluice.schema.source;

import java.util.List;

/// How the registration of a template's sources ends.
sealed interface TemplateCreation {
    /// Those that the account did not have were made.
    record Created(List<Source> made) implements TemplateCreation {
        public Created {
            made = List.copyOf(made);
        }
    }

    /// The account has all of them.
    record AllPresent(List<Source> sources) implements TemplateCreation {
        public AllPresent {
            sources = List.copyOf(sources);
        }
    }

    /// The account has a source of the type that does not take these records. Nothing was made.
    ///
    /// @param present that source
    /// @param wanted that of the template
    record OtherIntake(Source present, Source wanted) implements TemplateCreation {}

    /// One source cannot be registered. Nothing was made.
    ///
    /// @param reason not `Created`
    record Hindered(SourceCreation reason) implements TemplateCreation {}

    record UnknownTemplate() implements TemplateCreation {}

    record UnknownAccount() implements TemplateCreation {}
}
