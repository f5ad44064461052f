package io.sluice.contracts.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sluice.contracts.batch.BatchRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The id of one attempt to process one uploaded file: 32 lower-case hex digits, a UUID version 7 (RFC 9562,
/// section 5.7).
///
/// The ids of one volume sort in the order in which its files were claimed: their 48 bits of time come from a
/// counter on the volume ([VolumePaths#NEWEST_JOB]). The counter follows the clock where it can and never
/// steps back, so an id's time may be ahead of the clock.
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

    /// A new id with the given place in the order.
    ///
    /// @param millis 48 bits, by their use in UUID version 7 the milliseconds since 1970
    public static JobId at(long millis) {
        if (millis < 0 || millis >>> 48 != 0) {
            throw new IllegalArgumentException("expected a number of 48 bits but got %d".formatted(millis));
        }
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return version7(millis, bytes);
    }

    /// The id of the job of a batch: every attempt and every service finds the same one.
    ///
    /// @param receivedAt when its last byte was stored
    public static JobId ofBatch(BatchRef ref, Instant receivedAt) {
        return version7(receivedAt.toEpochMilli(), sha256(ref.value()));
    }

    /// What every id from that moment on is at least, as text.
    public static String earliestAt(Instant moment) {
        return "%012x".formatted(moment.toEpochMilli());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// @param bits for what is not the time; 16 bytes or more
    private static JobId version7(long millis, byte[] bits) {
        var bytes = Arrays.copyOf(bits, 16);
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (millis >>> (40 - 8 * i));
        }
        bytes[6] = (byte) (0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte) (0x80 | (bytes[8] & 0x3f));
        return new JobId(HexFormat.of().formatHex(bytes));
    }

    /// The id's place in the order of the volume's jobs, as a moment. What the same counter dates later is
    /// newer, whatever the clocks say.
    public Instant moment() {
        return Instant.ofEpochMilli(Long.parseLong(value.substring(0, 12), 16));
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
