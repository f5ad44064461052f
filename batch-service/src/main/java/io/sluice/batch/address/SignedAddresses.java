package io.sluice.batch.address;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.web.address.AddressSigner;
import java.time.Instant;
import java.util.List;

/// Signs addresses of batches and checks them.
///
/// The signature covers purpose, batch, expiry and key, all of which the address says itself: a forged one is
/// known before anything is looked up. A batch never changes its checksum and size, so an address serves one
/// file; an upload address downloads nothing.
public final class SignedAddresses {
    private final AddressSigner signer;

    SignedAddresses(AddressSigner signer) {
        this.signer = signer;
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

    /// The path and query of an address, e.g. `/v2/uploads/3ee694e5-…?exp=…&kid=…&sig=…`.
    public String sign(Purpose purpose, BatchRef batch, Instant expiry) {
        return "/v2/%s/%s?%s".formatted(purpose.word, batch, signer.sign(facts(purpose, batch), expiry));
    }

    /// Whether the parameters of an address are what was signed for the batch.
    public AddressSigner.Check check(Purpose purpose, BatchRef batch, String exp, String keyId, String signature) {
        return signer.check(facts(purpose, batch), exp, keyId, signature);
    }

    private static List<String> facts(Purpose purpose, BatchRef batch) {
        return List.of(purpose.word, batch.value());
    }
}
