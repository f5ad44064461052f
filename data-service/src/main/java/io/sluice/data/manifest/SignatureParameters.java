package io.sluice.data.manifest;

import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The query parameters of a signed address; they are what the manifest wrote, or forged.
final class SignatureParameters {
    @QueryParam("size")
    @Nullable
    String size;

    @QueryParam("exp")
    @Nullable
    String expiry;

    @QueryParam("kid")
    @Nullable
    String keyId;

    @QueryParam("sig")
    @Nullable
    String signature;

    boolean isComplete() {
        return size != null && expiry != null && keyId != null && signature != null;
    }

    String size() {
        return Objects.requireNonNull(size);
    }

    String expiry() {
        return Objects.requireNonNull(expiry);
    }

    String keyId() {
        return Objects.requireNonNull(keyId);
    }

    String signature() {
        return Objects.requireNonNull(signature);
    }
}
