package io.sluice.batch.address;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/// The addresses that batch-service gives to its clients.
@ConfigMapping(prefix = "sluice.batch")
interface AddressConfig {
    /// The address at which clients reach `/v2`, e.g. `https://sluice.example.com`: that of the gateway.
    URI publicUrl();

    /// The secret that signs upload addresses, at least 32 random characters. All instances have the same.
    String signingKey();

    /// The previous `signing-key`, whose addresses stay valid until they expire.
    Optional<String> previousSigningKey();
}
