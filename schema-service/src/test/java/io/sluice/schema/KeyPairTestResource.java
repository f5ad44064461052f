package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/// Makes the key pair that signs and verifies the tokens of a test run.
public final class KeyPairTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory("sluice-keys");
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            return Map.of(
                    "smallrye.jwt.sign.key.location",
                    write(
                            folder.resolve("private.pem"),
                            "PRIVATE KEY",
                            pair.getPrivate().getEncoded()),
                    "mp.jwt.verify.publickey.location",
                    "file:"
                            + write(
                                    folder.resolve("public.pem"),
                                    "PUBLIC KEY",
                                    pair.getPublic().getEncoded()));
        } catch (IOException cause) {
            throw new UncheckedIOException("no key pair could be written", cause);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }

    private static String write(Path file, String label, byte[] key) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(key), label));
        file.toFile().deleteOnExit();
        return file.toString();
    }

    @Override
    public void stop() {}
}
