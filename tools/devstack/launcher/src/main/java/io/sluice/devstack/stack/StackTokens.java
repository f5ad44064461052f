package io.sluice.devstack.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// The key pair that signs all tokens of a stack, and the tokens of platform team and services.
///
/// Each token lies in a file. It is replaced when half of its life is over, and the services read the
/// file at each use, so that a stack may run for as long as it likes.
final class StackTokens {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WITH_TOKENS =
            List.of("sftp-server", "validator-service", "job-service", "data-service");
    private static final Duration ADMIN_LIFETIME = Duration.ofDays(14);
    private static final Duration SERVICE_LIFETIME = Duration.ofDays(2);

    private final StackFolder folder;
    private final InstantSource clock;
    private final Path privateKey;
    private final Path publicKey;
    private final PrivateKey key;
    private final String keyId;

    private StackTokens(StackFolder folder, InstantSource clock, Path privateKey, Path publicKey)
            throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.clock = clock;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        String body = Files.readString(privateKey).replaceAll("-----[^-]+-----|\\s", "");
        key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        keyId = thumbprint((RSAPrivateCrtKey) key);
    }

    static StackTokens in(StackFolder folder) {
        return in(folder, InstantSource.system());
    }

    /// Reads the folder's key pair; creates it if there is none.
    static StackTokens in(StackFolder folder, InstantSource clock) {
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
            return new StackTokens(folder, clock, privateKey, publicKey);
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
        return read(adminFile());
    }

    /// The file with the platform team's token.
    Path adminFile() {
        return file("admin", () -> sign("platform-team", "admin", 1, ADMIN_LIFETIME), ADMIN_LIFETIME);
    }

    /// The file with the token by which a service or the SFTP server authenticates itself to a service; its
    /// name is its role. The file has a folder of its own.
    Path serviceFile(String name) {
        return file(name, () -> sign(name, name, 0, SERVICE_LIFETIME), SERVICE_LIFETIME);
    }

    /// All files that there are, each with a token that has at least half of its life before it.
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(adminFile());
        WITH_TOKENS.forEach(name -> files.add(serviceFile(name)));
        return files;
    }

    private Path file(String name, Supplier<String> make, Duration lifetime) {
        Path file = folder.in("keys/tokens/" + name + "/token");
        return Files.exists(file) && lasts(read(file), lifetime.dividedBy(2))
                ? file
                : SecretFile.write(file, make.get());
    }

    private boolean lasts(String token, Duration rest) {
        String[] parts = token.split("\\.", -1);
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return header.path("kid").asText().equals(keyId)
                    && clock.instant()
                            .plus(rest)
                            .isBefore(Instant.ofEpochSecond(claims.path("exp").asLong()));
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException("the token " + file + " cannot be read", cause);
        }
    }

    private String sign(String subject, String group, long userId, Duration lifetime) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://sluice.local");
        claims.put("aud", "sluice");
        claims.put("sub", subject);
        claims.put("upn", subject);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("groups", List.of(group));
        claims.put("uid", userId);
        try {
            String body = part(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId)) + "." + part(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(body.getBytes(StandardCharsets.US_ASCII));
            return body + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException cause) {
            throw new IllegalStateException("the token of " + subject + " cannot be signed", cause);
        }
    }

    /// The key's id as schema-service names it (RFC 7638).
    private static String thumbprint(RSAPrivateCrtKey key) throws GeneralSecurityException {
        String required = "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
                .formatted(number(key.getPublicExponent()), number(key.getModulus()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(required.getBytes(StandardCharsets.US_ASCII)));
    }

    /// Without the leading zero that the sign needs.
    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String part(Map<String, Object> content) throws JsonProcessingException {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(content));
    }

    private static String pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
    }
}
