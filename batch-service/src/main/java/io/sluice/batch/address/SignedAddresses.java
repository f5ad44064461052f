package io.sluice.batch.address;

import io.sluice.batch.state.Batch;
import io.sluice.web.address.AddressSigner;
import java.time.Instant;
import java.util.List;

/// Signs addresses of batches and checks them.
///
/// The signature covers purpose, batch, checksum, size, expiry and key. So an address serves one file, and
/// an upload address downloads nothing.
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
    public String sign(Purpose purpose, Batch batch, Instant expiry) {
        return "/v2/%s/%s?%s".formatted(purpose.word, batch.ref(), signer.sign(facts(purpose, batch), expiry));
    }

    /// Whether the parameters of an address are what was signed for the batch.
    public AddressSigner.Check check(Purpose purpose, Batch batch, String exp, String keyId, String signature) {
        return signer.check(facts(purpose, batch), exp, keyId, signature);
    }

    private static List<String> facts(Purpose purpose, Batch batch) {
        return List.of(purpose.word, batch.ref().value(), batch.checksum().hex(), Long.toString(batch.size()));
    }
}
