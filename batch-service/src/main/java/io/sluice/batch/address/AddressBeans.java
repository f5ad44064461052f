package io.sluice.batch.address;

import io.sluice.web.address.AddressSigner;
import io.sluice.web.address.SigningKey;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the plain classes of this package.
final class AddressBeans {
    @Produces
    @Singleton
    SignedAddresses addresses(AddressConfig config) {
        return new SignedAddresses(new AddressSigner(
                new SigningKey("sluice.batch.signing-key", config.signingKey()),
                config.previousSigningKey().map(key -> new SigningKey("sluice.batch.previous-signing-key", key)),
                Clock.systemUTC()));
    }

    @Produces
    @Singleton
    BatchLinks links(AddressConfig config, SignedAddresses addresses) {
        return new BatchLinks(config.publicUrl().toString(), addresses);
    }
}
