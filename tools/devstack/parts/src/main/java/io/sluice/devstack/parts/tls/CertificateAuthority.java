package io.sluice.devstack.parts.tls;

import io.sluice.devstack.parts.process.TemporaryFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// An authority of its own, made by the JDK's `keytool`.
public final class CertificateAuthority {
    /// Of all key stores.
    public static final String PASSWORD = "only-for-tests";

    private static final String AUTHORITY = "authority";
    private static final String DAYS = "30";

    private final Path folder;

    private CertificateAuthority(Path folder) {
        this.folder = folder;
    }

    /// An authority in a folder that ends with this JVM.
    public static CertificateAuthority temporary() {
        return in(TemporaryFolders.create("tls"));
    }

    /// A new authority in this empty folder, with a name of its own.
    public static CertificateAuthority in(Path folder) {
        var authority = new CertificateAuthority(folder);
        authority.keytool(List.of(
                "-genkeypair",
                "-alias",
                AUTHORITY,
                "-dname",
                "CN=Authority " + UUID.randomUUID(),
                "-ext",
                "bc:c=ca:true",
                "-validity",
                DAYS));
        authority.write(AUTHORITY);
        return authority;
    }

    /// Signs a certificate for `localhost` and `127.0.0.1`.
    ///
    /// @param name the common name, and the name of the files
    public Certificate issue(String name) {
        return issue(name, "dns:localhost,ip:127.0.0.1");
    }

    /// Signs a certificate for these hosts.
    ///
    /// @param hosts as keytool writes them: `dns:localhost,ip:127.0.0.1`
    public Certificate issue(String name, String hosts) {
        return sign(name, hosts, List.of("-validity", DAYS));
    }

    /// Signs a certificate for `localhost` and `127.0.0.1` that ended yesterday.
    public Certificate expired(String name) {
        return sign(name, "dns:localhost,ip:127.0.0.1", List.of("-startdate", "-2d", "-validity", "1"));
    }

    private Certificate sign(String name, String hosts, List<String> times) {
        var words = new ArrayList<>(List.of(
                "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-ext", "san=" + hosts, "-signer", AUTHORITY));
        words.addAll(times);
        keytool(words);
        return write(name);
    }

    /// What a client that trusts this authority has in its trust store.
    public KeyStore trustStore() {
        try (var pem = Files.newInputStream(certificate())) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    AUTHORITY, CertificateFactory.getInstance("X.509").generateCertificate(pem));
            return store;
        } catch (IOException cause) {
            throw new UncheckedIOException(certificate() + " cannot be read", cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(certificate() + " cannot be used", cause);
        }
    }

    /// The authority's own certificate, PEM.
    public Path certificate() {
        return folder.resolve(AUTHORITY + ".crt");
    }

    /// A signed certificate with its key.
    ///
    /// @param chain PEM, with the authority's certificate
    /// @param key PKCS #8, PEM, readable by its owner only
    /// @param both both in one file, PEM
    /// @param keyStore both in one file, PKCS #12 with [#PASSWORD]
    public record Certificate(Path chain, Path key, Path both, Path keyStore) {
        /// The text of the chain.
        public String chainText() {
            return text(chain);
        }

        /// The text of the key.
        public String keyText() {
            return text(key);
        }

        /// TLS for a server with this certificate.
        public SSLContext server() {
            try (var content = Files.newInputStream(keyStore)) {
                var store = KeyStore.getInstance("PKCS12");
                store.load(content, PASSWORD.toCharArray());
                var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, PASSWORD.toCharArray());
                var context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                return context;
            } catch (IOException cause) {
                throw new UncheckedIOException(keyStore + " cannot be read", cause);
            } catch (GeneralSecurityException cause) {
                throw new IllegalStateException(keyStore + " cannot be used", cause);
            }
        }
    }

    /// The text of a PEM file.
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(file + " cannot be read", cause);
        }
    }

    private void keytool(List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        words.addAll(arguments);
        words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
        words.addAll(List.of("-keystore", all().toString(), "-storepass", PASSWORD));
        words.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s failed: %s".formatted(String.join(" ", words), output));
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("keytool does not start", cause);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", stop);
        }
    }

    private Certificate write(String alias) {
        try (var content = Files.newInputStream(all())) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(content, PASSWORD.toCharArray());
            var chain = new StringBuilder();
            for (var certificate : store.getCertificateChain(alias)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            var key = pem(
                    "PRIVATE KEY", store.getKey(alias, PASSWORD.toCharArray()).getEncoded());
            return new Certificate(
                    Files.writeString(folder.resolve(alias + ".crt"), chain),
                    secret(alias + ".key", key),
                    secret(alias + ".pem", key + chain),
                    keyStore(alias, store));
        } catch (IOException cause) {
            throw new UncheckedIOException("certificates cannot be written to " + folder, cause);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(all() + " has no usable " + alias, cause);
        }
    }

    private Path keyStore(String alias, KeyStore all) throws IOException, GeneralSecurityException {
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        var file = folder.resolve(alias + ".p12");
        try (var content = Files.newOutputStream(file)) {
            own.store(content, PASSWORD.toCharArray());
        }
        return file;
    }

    private Path all() {
        return folder.resolve("all-keys.p12");
    }

    private Path secret(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
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
