package io.sluice.contracts.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The id of a batch, a UUID of any version that its client chose. Unique over all accounts and times.
///
/// Always in lower case, so it is safe in object keys and equal ids are equal texts.
public record BatchRef(@JsonValue String value) implements Comparable<BatchRef> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BatchRef {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected the UUID of a batch in lower case but got \"%s\"".formatted(value));
        }
    }

    /// The id, when the text is a UUID in any case.
    public static Optional<BatchRef> of(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(new BatchRef(lower)) : Optional.empty();
    }

    @Override
    public int compareTo(BatchRef other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
