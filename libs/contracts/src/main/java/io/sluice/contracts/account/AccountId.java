package io.sluice.contracts.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/// A tenant's id `accuid`, e.g. `110-1234-567`; also its SFTP user name and the name of its directory.
///
/// Matches `[a-z0-9][a-z0-9-]{0,31}`, so it is safe in paths, object keys and Kafka keys.
public record AccountId(@JsonValue String value) implements Comparable<AccountId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected an account id like 110-1234-567 (lower-case letters, digits and -, at most 32) but got \"%s\""
                            .formatted(value));
        }
    }

    /// The id, when the text is one.
    public static Optional<AccountId> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
