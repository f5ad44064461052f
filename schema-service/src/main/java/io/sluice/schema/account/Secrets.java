package io.sluice.schema.account;

import io.sluice.schema.form.FormErrors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.commons.codec.digest.Sha2Crypt;

/// Makes and checks the secrets of accounts.
final class Secrets {
    /// Letters and digits are safe in shells, URLs and crypt salts.
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_LENGTH = 16;
    private static final int MIN_PASSWORD = 12;
    private static final int MAX_PASSWORD = 128;

    private Secrets() {}

    /// Random letters and digits, 5.95 bits each.
    static String random(int length) {
        return RANDOM.ints(length, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, at) -> text.append(ALPHABET.charAt(at)), StringBuilder::append)
                .toString();
    }

    static String newPassword() {
        return random(24);
    }

    static String newClientKey() {
        return "ck_" + random(32);
    }

    /// SHA-512 crypt with a salt of 95 bits and the 5,000 rounds that every crypt(3) uses by default.
    static String crypt(String password) {
        return Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8), "$6$" + random(SALT_LENGTH));
    }

    /// SHA-256 in hex: enough for a random secret, which nobody can guess.
    static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static void check(String password, FormErrors errors) {
        if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
            errors.add(
                    "password",
                    "has %d characters, expected %d to %d".formatted(password.length(), MIN_PASSWORD, MAX_PASSWORD));
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            errors.add("password", "has a control character, expected none");
        }
    }
}
