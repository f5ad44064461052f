package io.sluice.devstack.parts.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/// SSH key pairs on disk.
///
/// | file | content |
/// |---|---|
/// | `<file>` | the private key, PKCS #8 PEM, readable by its owner only |
/// | `<file>.pub` | the public key in the form of OpenSSH |
public final class KeyFiles {

    private KeyFiles() {}

    /// The key pair at the path. Makes one (ECDSA P-256) if there is none.
    public static KeyPair ensure(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            try (InputStream pem = Files.newInputStream(file)) {
                return SecurityUtils.loadKeyPairIdentities(
                                null, NamedResource.ofName(file.toString()), pem, FilePasswordProvider.EMPTY)
                        .iterator()
                        .next();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the key file " + file + " cannot be read or made", cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("the key file " + file + " holds no usable key", cause);
        }
    }

    /// A public key as one line, `ecdsa-sha2-nistp256 AAAA…`.
    public static String line(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    /// The line of `known_hosts` for a server with this key at the address.
    public static String knownHost(String host, int port, PublicKey key) {
        return (port == 22 ? host : "[" + host + "]:" + port) + " " + line(key) + "\n";
    }

    static PublicKey parse(String line) {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException cause) {
            throw new IllegalArgumentException("public key '" + line + "', expected '<type> <base64>'", cause);
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file.resolveSibling(file.getFileName() + ".pub"), line(pair.getPublic()) + "\n");
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "key",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(draft)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "sluice", null, out);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
