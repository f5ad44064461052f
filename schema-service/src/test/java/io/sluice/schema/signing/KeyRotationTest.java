package io.sluice.schema.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
    private static final String ISSUER = "https://sluice.local";

    @TempDir
    private Path folder;

    @Test
    void tokensOfThePreviousKeyStayValid() throws Exception {
        var previous = write("previous");
        var present = write("present");
        var before = token(previous);
        var after = token(present);

        var keySet = keySet(present, Optional.of(folder.resolve("previous.pub")));

        assertThat(keySet.parse(before).getSubject()).isEqualTo("acme");
        assertThat(keySet.parse(after).getSubject()).isEqualTo("acme");
        var stranger = token(write("stranger"));
        assertThatThrownBy(() -> keySet.parse(stranger)).isInstanceOf(ParseException.class);
    }

    @Test
    void tokensOfThePreviousKeyEndWithTheRotation() throws Exception {
        var before = token(write("previous"));

        var keySet = keySet(write("present"), Optional.empty());

        assertThatThrownBy(() -> keySet.parse(before)).isInstanceOf(ParseException.class);
    }

    @Test
    void namesAFileThatIsNoPublicKey() throws Exception {
        var present = write("present");
        var nonsense = Files.writeString(folder.resolve("nonsense"), "no key");

        assertThatThrownBy(() -> keySet(present, Optional.of(nonsense)))
                .hasMessage("sluice.signing.further-public-key-files names " + nonsense
                        + ", which cannot be read as a public key: expected PEM, RSA");
    }

    @Test
    void namesAFileThatIsNoPrivateKey() throws Exception {
        var nonsense = Files.writeString(folder.resolve("nonsense"), "no key");

        assertThatThrownBy(() -> new SigningKey(Optional.of(nonsense.toString())))
                .hasMessage("smallrye.jwt.sign.key.location names " + nonsense
                        + ", which cannot be read as a private key: expected PKCS#8 PEM, RSA");
    }

    private DefaultJWTParser keySet(SigningKey present, Optional<Path> previous) throws IOException {
        var file = Files.writeString(
                folder.resolve("jwks.json"), new KeySetResource(present, () -> previous.map(List::of)).keySet());
        return new DefaultJWTParser(new JWTAuthContextInfo(file.toUri().toString(), ISSUER));
    }

    private static String token(SigningKey key) {
        return Jwt.issuer(ISSUER)
                .subject("acme")
                .upn("acme")
                .expiresIn(60)
                .jws()
                .keyId(key.publicKey().getKeyId())
                .sign(key.privateKey());
    }

    private SigningKey write(String name) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Files.writeString(
                folder.resolve(name + ".pub"),
                pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        var file = Files.writeString(
                folder.resolve(name), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        return new SigningKey(Optional.of(file.toString()));
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(content),
                        kind);
    }
}
