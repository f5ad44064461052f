package io.sluice.contracts.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name by which the records of a batch call their source, e.g. `guest`.
///
/// Matches `[A-Za-z][A-Za-z0-9_-]{0,62}`; upper and lower case differ.
public record BatchSchema(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BatchSchema {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected a batch schema like guest (a letter, then letters, digits, _ and -, at most 63) but got \"%s\""
                            .formatted(value));
        }
    }

    /// The batch schema, when the text is one.
    public static Optional<BatchSchema> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BatchSchema(text)) : Optional.empty();
    }

    /// The name that a source has unless it declares another one.
    public static BatchSchema of(SourceType source) {
        return new BatchSchema(source.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
