package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/// Makes the key pair that signs and verifies the tokens of a test run.
public final class KeyPairTestResource implements QuarkusTestResourceLifecycleManager {
    /// The id of a token that lies in a file when the service starts.
    static final String INSTALLED_TOKEN = "installed-token-id";

    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory("sluice-keys");
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var installed = folder.resolve("installed-token");
            Files.writeString(installed, installedToken(pair.getPrivate()));
            installed.toFile().deleteOnExit();
            return Map.of(
                    "sluice.platform-token.files",
                    installed.toString(),
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

    /// As `deploy/make-secrets.sh` makes it.
    private static String installedToken(PrivateKey key) {
        return Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn("installed")
                .groups("sftp-server")
                .claim("jti", INSTALLED_TOKEN)
                .claim("uid", 0)
                .expiresIn(Duration.ofDays(1))
                .sign(key);
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
