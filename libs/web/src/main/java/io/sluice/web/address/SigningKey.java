package io.sluice.web.address;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key that signs addresses with HMAC-SHA-256.
public final class SigningKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;
    private static final int ID_BYTES = 4;

    private final SecretKeySpec key;
    private final String id;

    /// @param name of the configuration key, for the failure's message
    /// @throws IllegalArgumentException for a secret that could be guessed
    public SigningKey(String name, String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException("%s has %d characters, expected at least %d random ones"
                    .formatted(name, secret.length(), SHORTEST));
        }
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        key = new SecretKeySpec(bytes, ALGORITHM);
        id = id(bytes);
    }

    /// Distinguishes the keys and says nothing of the secret.
    String id() {
        return id;
    }

    String sign(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    private static String id(byte[] secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("id of a signing key".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(secret), 0, ID_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
