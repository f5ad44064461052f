package io.sluice.web.address;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Signs addresses and checks them. Two keys are valid, so that a key can be replaced while addresses are in
/// use; the current one signs. Thread-safe.
///
/// The signature covers what the caller says about the address, its expiry and the key. The first thing to
/// say is what the address is for: then one for uploads downloads nothing.
public final class AddressSigner {
    /// Milliseconds. Whatever else is in its place may have been signed as something else.
    private static final Pattern EXPIRY = Pattern.compile("[0-9]{1,18}");

    private final SigningKey current;
    private final Optional<SigningKey> previous;
    private final Clock clock;

    public AddressSigner(SigningKey current, Optional<SigningKey> previous, Clock clock) {
        this.current = current;
        this.previous = previous;
        this.clock = clock;
    }

    /// The result of a check.
    public enum Check {
        VALID,
        EXPIRED,
        FORGED
    }

    /// The query of an address: `exp=…&kid=…&sig=…`.
    ///
    /// @param facts none with a line break
    public String sign(List<String> facts, Instant expiry) {
        var exp = Long.toString(expiry.toEpochMilli());
        return "exp=%s&kid=%s&sig=%s".formatted(exp, current.id(), current.sign(text(facts, exp, current)));
    }

    /// Whether the parameters of an address are what was signed. It takes the same time whatever the
    /// signature is.
    public Check check(List<String> facts, String exp, String keyId, String signature) {
        var key = previous.filter(old -> old.id().equals(keyId)).orElse(current);
        var expected = key.sign(text(facts, exp, key));
        var isSigned = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        if (!isSigned || !key.id().equals(keyId) || !EXPIRY.matcher(exp).matches()) {
            return Check.FORGED;
        }
        return clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(exp))) ? Check.VALID : Check.EXPIRED;
    }

    private static String text(List<String> facts, String exp, SigningKey key) {
        return "%s\n%s\n%s".formatted(String.join("\n", facts), exp, key.id());
    }
}
