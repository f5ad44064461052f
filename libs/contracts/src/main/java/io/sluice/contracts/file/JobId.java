package io.sluice.contracts.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The id of one attempt to process one uploaded file: 32 lower-case hex digits, a UUID version 7 (RFC 9562,
/// section 5.7).
///
/// Ids made by one clock sort in the order in which they were made, to the millisecond.
public record JobId(@JsonValue String value) implements Comparable<JobId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public JobId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected a job id of 32 lower-case hex digits but got \"%s\"".formatted(value));
        }
    }

    /// A new id that carries the clock's time.
    public static JobId next(Clock clock) {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        var millis = clock.millis();
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (millis >>> (40 - 8 * i));
        }
        bytes[6] = (byte) (0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte) (0x80 | (bytes[8] & 0x3f));
        return new JobId(HexFormat.of().formatHex(bytes));
    }

    /// The job id, when the text is one.
    public static Optional<JobId> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new JobId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
