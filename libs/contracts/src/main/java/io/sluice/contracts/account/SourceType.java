package io.sluice.contracts.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/// The id `source_type` of one kind of raw data of an account, e.g. `order`.
///
/// Matches `[a-z][a-z0-9_]{0,62}`, so it is safe in paths, object keys and Kafka keys.
public record SourceType(@JsonValue String value) implements Comparable<SourceType> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SourceType {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected a source type like order (a lower-case letter, then letters, digits and _, at most 63) but got \"%s\""
                            .formatted(value));
        }
    }

    /// The source type, when the text is one.
    public static Optional<SourceType> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SourceType(text)) : Optional.empty();
    }

    @Override
    public int compareTo(SourceType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
