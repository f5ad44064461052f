package io.sluice.batch.address;

import io.sluice.batch.address.SignedAddresses.Purpose;
import io.sluice.batch.state.Batch;
import io.sluice.contracts.batch.BatchRef;
import java.time.Duration;
import java.time.Instant;

/// The addresses of a batch, as its client sees them. None ends in `/`: `curl -T` would append a name.
public final class BatchLinks {
    private static final Duration LOG_LIFETIME = Duration.ofHours(1);

    private final String base;
    private final SignedAddresses addresses;

    /// @param publicUrl with or without a `/` at its end
    BatchLinks(String publicUrl, SignedAddresses addresses) {
        this.base = publicUrl.replaceFirst("/+$", "");
        this.addresses = addresses;
    }

    public String batch(BatchRef ref) {
        return base + "/v2/batches/" + ref;
    }

    /// The batch with finer states.
    public String inspect(BatchRef ref) {
        return base + "/v2/batches/inspect/" + ref;
    }

    /// Where its log is; the address is valid for an hour.
    public String log(Batch batch, Instant now) {
        return base + addresses.sign(Purpose.LOG, batch, now.plus(LOG_LIFETIME));
    }

    /// Where the file is to be sent.
    public String upload(Batch batch) {
        return base + addresses.sign(Purpose.UPLOAD, batch, batch.uploadExpiresAt());
    }
}
