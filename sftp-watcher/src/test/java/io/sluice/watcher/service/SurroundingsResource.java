package io.sluice.watcher.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/// A public key for tokens, though the watcher has no resource that asks for one, a free port, and short rounds.
public final class SurroundingsResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            var key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
            var file = Files.createTempFile("token", ".pem");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                            .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded())));
            return Map.of(
                    "mp.jwt.verify.publickey.location", file.toUri().toString(),
                    "quarkus.http.test-port", "0",
                    "sluice.scan.interval", "1s",
                    // Consumers would close slowly at the end of each test class.
                    "mp.messaging.connector.smallrye-kafka.graceful-shutdown", "false");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public void stop() {}
}
