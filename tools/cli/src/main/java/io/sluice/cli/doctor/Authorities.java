package io.sluice.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whom the doctor trusts over HTTPS and SMTP, which is whom the services trust.
///
/// @param store null for the authorities of the JVM
record Authorities(@Nullable KeyStore store) {
    /// The services' key: PEM files, with commas.
    static final String KEY = "quarkus.tls.outgoing.trust-store.pem.certs";

    /// The authorities of the JVM.
    static Authorities ofTheJvm() {
        return new Authorities(null);
    }

    /// @throws IllegalArgumentException if a file has no certificates
    static Authorities of(String files) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var file : files.split(",", -1)) {
                add(store, Path.of(file.strip()));
            }
            return new Authorities(store);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "%s is '%s', which cannot be read as PEM certificates: %s"
                            .formatted(KEY, files, Causes.of(unreadable)),
                    unreadable);
        }
    }

    private static void add(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (var pem = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
        }
    }

    TrustManager[] managers() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the authorities cannot be used: " + Causes.of(unusable), unusable);
        }
    }

    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the authorities cannot be used: " + Causes.of(unusable), unusable);
        }
    }
}
