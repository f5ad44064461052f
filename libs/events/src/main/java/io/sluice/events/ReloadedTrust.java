package io.sluice.events;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts the authorities that the store has at the time of a handshake. A client takes its trust manager
/// once, while the store is read again whenever its files change. Thread-safe.
final class ReloadedTrust extends X509ExtendedTrustManager {
    private final Supplier<KeyStore> store;
    private volatile Loaded loaded;

    ReloadedTrust(Supplier<KeyStore> store) {
        this.store = store;
        this.loaded = Loaded.of(store.get());
    }

    private record Loaded(KeyStore store, X509ExtendedTrustManager manager) {
        static Loaded of(KeyStore store) {
            try {
                var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store);
                return new Loaded(
                        store,
                        Arrays.stream(factory.getTrustManagers())
                                .filter(X509ExtendedTrustManager.class::isInstance)
                                .map(X509ExtendedTrustManager.class::cast)
                                .findFirst()
                                .orElseThrow());
            } catch (GeneralSecurityException unusable) {
                throw new IllegalStateException("the authorities cannot be used: " + unusable.getMessage(), unusable);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // each reload makes a new store
    private X509ExtendedTrustManager current() {
        var now = store.get();
        var last = loaded;
        if (last.store() != now) {
            last = Loaded.of(now);
            loaded = last;
        }
        return last.manager();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        current().checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        current().checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        current().checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        current().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        current().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        current().checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return current().getAcceptedIssuers();
    }
}
