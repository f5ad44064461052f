package io.sluice.schema.signing;

import io.quarkus.runtime.Startup;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.RsaJsonWebKey;

/// The key pair with which tokens are signed, read once at start from a PKCS#8 PEM file.
@Startup
@ApplicationScoped
class SigningKey {
    private static final String LOCATION = "smallrye.jwt.sign.key.location";

    private final PrivateKey privateKey;
    private final RsaJsonWebKey publicKey;

    SigningKey(@ConfigProperty(name = LOCATION) Optional<String> location) {
        var file = Path.of(location.orElseThrow(() -> new IllegalStateException(
                        "%s is not set: expected the path of the private key (PKCS#8 PEM, RSA) that signs tokens, e.g. made by openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"
                                .formatted(LOCATION)))
                .replaceFirst("^file:(//)?", ""));
        try {
            var key = KeyUtils.decodePrivateKey(Files.readString(file));
            privateKey = key;
            publicKey = published(publicHalf(key));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    "%s names %s, which cannot be read as a private key: expected PKCS#8 PEM, RSA"
                            .formatted(LOCATION, file.toAbsolutePath()),
                    unreadable);
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /// The public half; its id is its thumbprint (RFC 7638).
    RsaJsonWebKey publicKey() {
        return publicKey;
    }

    /// The public key in a PEM file, as it is published.
    static RsaJsonWebKey publicKey(Path file) {
        try {
            if (KeyUtils.decodePublicKey(Files.readString(file)) instanceof RSAPublicKey key) {
                return published(key);
            }
            throw new GeneralSecurityException("no RSA key");
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    "sluice.signing.further-public-key-files names %s, which cannot be read as a public key: expected PEM, RSA"
                            .formatted(file.toAbsolutePath()),
                    unreadable);
        }
    }

    private static RsaJsonWebKey published(RSAPublicKey key) {
        var published = new RsaJsonWebKey(key);
        published.setKeyId(published.calculateBase64urlEncodedThumbprint("SHA-256"));
        published.setUse("sig");
        published.setAlgorithm("RS256");
        return published;
    }

    private static RSAPublicKey publicHalf(PrivateKey key) throws GeneralSecurityException {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new GeneralSecurityException("a key of the kind " + key.getAlgorithm());
        }
        return (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }
}
