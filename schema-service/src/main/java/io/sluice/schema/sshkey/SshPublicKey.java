package io.sluice.schema.sshkey;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// An OpenSSH public key, `ssh-ed25519 AAAA… comment`: one line, no options before it (sshd(8),
/// AUTHORIZED_KEYS FORMAT).
///
/// @param keyId the first 16 hex digits of the SHA-256 of the key
/// @param fingerprint `SHA256:…` as `ssh-keygen -l` shows it
/// @param text the line, blanks normalised
public record SshPublicKey(String keyId, String fingerprint, String text) {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_LENGTH = 8_192;
    /// The least length of each type's binary form. The modulus decides about RSA keys.
    private static final Map<String, Integer> LENGTHS = Map.of(
            "ssh-ed25519", 51,
            "ecdsa-sha2-nistp256", 104,
            "ecdsa-sha2-nistp384", 136,
            "ecdsa-sha2-nistp521", 172,
            "sk-ssh-ed25519@openssh.com", 70,
            "sk-ecdsa-sha2-nistp256@openssh.com", 119,
            "ssh-rsa", 0);

    /// Reads one line.
    ///
    /// @throws IllegalArgumentException with what is wrong and what was expected
    public static SshPublicKey parse(String line) {
        var parts = line.strip().split("[ \t]+", 3);
        if (line.length() > MAX_LENGTH || line.strip().chars().anyMatch(Character::isISOControl)) {
            throw refused("is longer than %d characters or more than one line".formatted(MAX_LENGTH));
        }
        if (parts.length < 2 || !LENGTHS.containsKey(parts[0])) {
            throw refused("begins with \"%s\", which is no key type that is taken"
                    .formatted(parts[0].substring(0, Math.min(40, parts[0].length()))));
        }
        var key = decode(parts[0], parts[1]);
        var digest = sha256(key);
        return new SshPublicKey(
                HexFormat.of().formatHex(digest, 0, 8),
                "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest),
                String.join(" ", parts));
    }

    private static byte[] decode(String type, String base64) {
        try {
            var key = Base64.getDecoder().decode(base64);
            var reader = ByteBuffer.wrap(key);
            var inner = new String(next(reader), StandardCharsets.US_ASCII);
            if (!inner.equals(type)) {
                throw refused("says %s but holds a key of another type".formatted(type));
            }
            if (type.equals("ssh-rsa")) {
                next(reader);
                var bits = new BigInteger(next(reader)).bitLength();
                if (bits < MIN_RSA_BITS) {
                    throw refused("is an RSA key of %d bits, expected at least %d".formatted(bits, MIN_RSA_BITS));
                }
            } else if (key.length < LENGTHS.getOrDefault(type, 0)) {
                throw refused("is cut short");
            }
            return key;
        } catch (BufferUnderflowException cut) {
            throw refused("is cut short");
        } catch (IllegalArgumentException malformed) {
            throw malformed instanceof Refused ? malformed : refused("is not base64 after its type");
        }
    }

    private static byte[] next(ByteBuffer reader) {
        var length = reader.getInt();
        if (length < 0 || length > reader.remaining()) {
            throw new BufferUnderflowException();
        }
        var part = new byte[length];
        reader.get(part);
        return part;
    }

    private static Refused refused(String fact) {
        return new Refused("%s; expected an OpenSSH public key like ssh-ed25519 AAAA… (the .pub file)".formatted(fact));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static final class Refused extends IllegalArgumentException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
