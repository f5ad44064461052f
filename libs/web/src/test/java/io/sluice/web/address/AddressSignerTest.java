package io.sluice.web.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.web.address.AddressSigner.Check;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressSignerTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final SigningKey KEY = new SigningKey("key", "a-key-of-more-than-thirty-two-characters");

    private final AddressSigner signer = new AddressSigner(KEY, Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC));

    /// The signed text is the same, but its lines mean something else.
    @Test
    void takesNoFactsAsPartOfTheExpiry() {
        var expiry = NOW.plusSeconds(60).toEpochMilli();
        var query = signer.sign(List.of("log", "a"), Instant.ofEpochMilli(expiry));
        var signature = query.substring(query.indexOf("sig=") + 4);

        assertThat(signer.check(List.of("log", "a"), Long.toString(expiry), KEY.id(), signature))
                .isEqualTo(Check.VALID);
        assertThat(signer.check(List.of("log"), "a\n" + expiry, KEY.id(), signature))
                .isEqualTo(Check.FORGED);
    }
}
