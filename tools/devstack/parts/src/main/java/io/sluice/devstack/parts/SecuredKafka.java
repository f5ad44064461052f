package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.CertificateAuthority.Certificate;
import java.util.HashMap;
import java.util.Map;

/// A broker with three listeners:
///
/// | listener | asks for |
/// |---|---|
/// | plain | nothing |
/// | SASL | a password (SCRAM-SHA-512) over TLS |
/// | mutual | a certificate of the authority |
public final class SecuredKafka implements AutoCloseable {
    /// The user with a password.
    public static final String USER = "sluice";

    public static final String PASSWORD = "the-brokers-password";

    private final CertificateAuthority authority;
    private final EmbeddedKafka broker;
    private final int saslPort = Ports.free();
    private final int mutualPort = Ports.free();

    /// A broker on free ports with its own data, not yet started.
    public SecuredKafka(CertificateAuthority authority) {
        this(authority, EmbeddedKafka.temporary());
    }

    /// @param broker not yet started, without data
    public SecuredKafka(CertificateAuthority authority, EmbeddedKafka broker) {
        this.authority = authority;
        this.broker = broker;
        broker.with(settings());
    }

    /// Starts the broker and returns when it serves clients.
    public SecuredKafka start() {
        broker.start();
        return this;
    }

    private Map<String, String> settings() {
        var own = authority.issue("broker");
        var settings = new HashMap<String, String>();
        settings.put(
                "sluice.more-listeners", "SASL://127.0.0.1:%d,MUTUAL://127.0.0.1:%d".formatted(saslPort, mutualPort));
        settings.put(
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_SSL,MUTUAL:SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", own.chainText());
        settings.put("ssl.keystore.key", own.keyText());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", CertificateAuthority.text(authority.certificate()));
        settings.put("listener.name.mutual.ssl.client.auth", "required");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.sasl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("sluice.scram", "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, PASSWORD));
        return settings;
    }

    /// Without encryption.
    public String plainServers() {
        return broker.bootstrapServers();
    }

    public String saslServers() {
        return "127.0.0.1:" + saslPort;
    }

    public String mutualServers() {
        return "127.0.0.1:" + mutualPort;
    }

    /// A client's settings for a log-in by password.
    public Map<String, String> withPassword(String password) {
        return withPassword(password, authority);
    }

    /// The same for a client that trusts this authority.
    public Map<String, String> withPassword(String password, CertificateAuthority trusted) {
        var settings = new HashMap<>(trusting(trusted));
        settings.put("bootstrap.servers", saslServers());
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(USER, password));
        return settings;
    }

    /// A client's settings for a log-in by certificate.
    public Map<String, String> withCertificate(Certificate own) {
        var settings = withoutCertificate();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", own.both().toString());
        return settings;
    }

    /// A client's settings for the same listener, without the certificate that it asks for.
    public Map<String, String> withoutCertificate() {
        var settings = new HashMap<>(trusting(authority));
        settings.put("bootstrap.servers", mutualServers());
        settings.put("security.protocol", "SSL");
        return settings;
    }

    private static Map<String, String> trusting(CertificateAuthority authority) {
        return Map.of(
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.certificate().toString());
    }

    @Override
    public void close() {
        broker.close();
    }
}
