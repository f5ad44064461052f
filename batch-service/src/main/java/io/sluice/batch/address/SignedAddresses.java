package io.sluice.batch.address;

import io.sluice.batch.state.Batch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Signs addresses and checks them. Two keys are valid, so that a key can be replaced while addresses are in
/// use; the current one signs.
///
/// The signature covers purpose, batch, checksum, size, expiry and key. So an address serves one file, and
/// an upload address downloads nothing.
public final class SignedAddresses {
    private final SigningKey current;
    private final Optional<SigningKey> previous;
    private final Clock clock;

    SignedAddresses(SigningKey current, Optional<SigningKey> previous, Clock clock) {
        this.current = current;
        this.previous = previous;
        this.clock = clock;
    }

    /// What an address is for; the word is signed and begins its path.
    public enum Purpose {
        UPLOAD("uploads"),
        LOG("logs");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }
    }

    /// The result of a check.
    public enum Check {
        VALID,
        EXPIRED,
        FORGED
    }

    /// The path and query of an address, e.g. `/v2/uploads/3ee694e5-…?exp=…&kid=…&sig=…`.
    public String sign(Purpose purpose, Batch batch, Instant expiry) {
        var exp = Long.toString(expiry.toEpochMilli());
        return "/v2/%s/%s?exp=%s&kid=%s&sig=%s"
                .formatted(
                        purpose.word, batch.ref(), exp, current.id(), current.sign(text(purpose, batch, exp, current)));
    }

    /// Whether the parameters of an address are what was signed for the batch. It takes the same time
    /// whatever the signature is.
    public Check check(Purpose purpose, Batch batch, String exp, String keyId, String signature) {
        var key = previous.filter(old -> old.id().equals(keyId)).orElse(current);
        var expected = key.sign(text(purpose, batch, exp, key));
        var isSigned = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        if (!isSigned || !key.id().equals(keyId)) {
            return Check.FORGED;
        }
        return clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(exp))) ? Check.VALID : Check.EXPIRED;
    }

    private static String text(Purpose purpose, Batch batch, String exp, SigningKey key) {
        return String.join(
                "\n",
                purpose.word,
                batch.ref().value(),
                batch.checksum().hex(),
                Long.toString(batch.size()),
                exp,
                key.id());
    }
}
