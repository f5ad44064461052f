package io.sluice.validator.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// Makes the key pair that tokens of the tests are signed and checked with.
public final class TokenResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            return Map.of(
                    "mp.jwt.verify.publickey.location",
                    pem("PUBLIC KEY", pair.getPublic()),
                    "smallrye.jwt.sign.key.location",
                    pem("PRIVATE KEY", pair.getPrivate()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String pem(String kind, Key key) throws IOException {
        var file = Files.createTempFile(Path.of("target"), "key", ".pem");
        Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded()), kind));
        return file.toUri().toString();
    }

    @Override
    public void stop() {}
}
