package io.sluice.devstack.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The key pair that signs all tokens of a stack, and the tokens of platform team and services.
final class StackTokens {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIFETIME = Duration.ofDays(3650);

    private final Path privateKey;
    private final Path publicKey;
    private final PrivateKey key;

    private StackTokens(Path privateKey, Path publicKey) throws IOException, GeneralSecurityException {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        String body = Files.readString(privateKey).replaceAll("-----[^-]+-----|\\s", "");
        key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    /// Reads the folder's key pair; creates it if there is none.
    static StackTokens in(StackFolder folder) {
        Path privateKey = folder.in("keys/jwt-private.pem");
        Path publicKey = folder.in("keys/jwt-public.pem");
        try {
            if (!Files.exists(privateKey)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair pair = generator.generateKeyPair();
                SecretFile.write(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
                SecretFile.write(
                        privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            }
            return new StackTokens(privateKey, publicKey);
        } catch (IOException cause) {
            throw new UncheckedIOException("the signing key " + privateKey + " cannot be read", cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("the signing key " + privateKey + " is no RSA key", cause);
        }
    }

    Path privateKey() {
        return privateKey;
    }

    Path publicKey() {
        return publicKey;
    }

    /// The platform team's token, with the numeric user id 1.
    String admin() {
        return sign("platform-team", "admin", 1);
    }

    /// The token by which a service or the SFTP server authenticates itself to a service; its name is its
    /// role.
    String service(String name) {
        return sign(name, name, 0);
    }

    private String sign(String subject, String group, long userId) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://sluice.local");
        claims.put("aud", "sluice");
        claims.put("sub", subject);
        claims.put("upn", subject);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("groups", List.of(group));
        claims.put("uid", userId);
        try {
            String body = part(Map.of("alg", "RS256", "typ", "JWT")) + "." + part(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(body.getBytes(StandardCharsets.US_ASCII));
            return body + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException cause) {
            throw new IllegalStateException("the token of " + subject + " cannot be signed", cause);
        }
    }

    private static String part(Map<String, Object> content) throws JsonProcessingException {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(content));
    }

    private static String pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
    }
}
