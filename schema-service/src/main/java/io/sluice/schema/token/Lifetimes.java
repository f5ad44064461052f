package io.sluice.schema.token;

import io.sluice.schema.form.FormErrors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long tokens of a kind last.
///
/// @param usual when the expiry is not given
public record Lifetimes(Duration usual, Duration longest) {
    /// When a token ends that is issued now. A wrong expiry is an error of the field `expires_at`.
    public Instant expiry(@Nullable Long epochSeconds, Instant now, FormErrors errors) {
        if (epochSeconds == null) {
            return now.plus(usual);
        }
        var latest = now.plus(longest);
        try {
            var asked = Instant.ofEpochSecond(epochSeconds);
            if (asked.isAfter(now) && !asked.isAfter(latest)) {
                return asked;
            }
        } catch (DateTimeException beyondTime) {
            errors.add("expires_at", "%d is no time".formatted(epochSeconds));
            return latest;
        }
        errors.add(
                "expires_at",
                "is %d, expected epoch seconds after now (%d) and not after %d"
                        .formatted(epochSeconds, now.getEpochSecond(), latest.getEpochSecond()));
        return latest;
    }
}
