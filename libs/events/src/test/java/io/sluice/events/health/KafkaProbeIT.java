package io.sluice.events.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.parts.SecuredKafka;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.TlsListener;
import io.sluice.events.SecuredBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class KafkaProbeIT {
    private static final SecuredKafka KAFKA = SecuredBroker.kafka();

    @Test
    void worksByPasswordOverTls() throws Exception {
        var probe = probe(KAFKA.withPassword(SecuredKafka.PASSWORD));

        assertThat(probe.run()).isEqualTo("1 broker");

        probe.close();
    }

    @Test
    void worksByCertificate() throws Exception {
        var probe = probe(KAFKA.withCertificate(SecuredBroker.authority().issue("service")));

        assertThat(probe.run()).isEqualTo("1 broker");

        probe.close();
    }

    @Test
    void namesAWrongPassword() {
        assertRefused(
                KAFKA.withPassword("wrong"),
                "the broker refuses the log-in: Authentication failed during authentication due to invalid credentials"
                        + " with SASL mechanism SCRAM-SHA-512");
    }

    @Test
    void namesAnAuthorityThatIsNotTrusted() {
        var other = CertificateAuthority.temporary();

        assertRefused(
                KAFKA.withPassword(SecuredKafka.PASSWORD, other),
                "the TLS handshake with the broker fails: unable to find valid certification path to requested target");
    }

    @Test
    void namesACertificateOfAnotherHost() {
        try (var broker = TlsListener.with(SecuredBroker.authority().issue("elsewhere", "dns:kafka.example"))) {
            assertRefused(
                    listening(broker),
                    "the TLS handshake with the broker fails: No subject alternative names matching IP address"
                            + " 127.0.0.1 found");
        }
    }

    @Test
    void namesAnExpiredCertificate() {
        try (var broker = TlsListener.with(SecuredBroker.authority().expired("expired"))) {
            var probe = probe(listening(broker));

            assertThatThrownBy(probe::run)
                    .hasMessageStartingWith("the TLS handshake with the broker fails: NotAfter: ");

            probe.close();
        }
    }

    @Test
    void namesABrokerWithoutTls() {
        try (var broker = TlsListener.withoutTls()) {
            assertRefused(
                    listening(broker),
                    "the TLS handshake with the broker fails: Unrecognized SSL message, plaintext connection?");
        }
    }

    @Test
    void namesAMissingCertificate() {
        assertRefused(
                KAFKA.withoutCertificate(),
                "the TLS handshake with the broker fails: (certificate_required) Received fatal alert:"
                        + " certificate_required");
    }

    /// The client does not even send it, because the broker asks for one of its own authority.
    @Test
    void namesACertificateOfAnotherAuthority() {
        var other = CertificateAuthority.temporary();

        assertRefused(
                KAFKA.withCertificate(other.issue("stranger")),
                "the TLS handshake with the broker fails: (certificate_required) Received fatal alert:"
                        + " certificate_required");
    }

    @Test
    void namesAFileThatIsMissing() {
        var settings = new HashMap<>(KAFKA.withPassword(SecuredKafka.PASSWORD));
        settings.put("ssl.truststore.location", "/nowhere/ca.crt");

        assertRefused(settings, "/nowhere/ca.crt");
    }

    /// The client's thread dies of it; Kafka says no more than that.
    @Test
    void getsNoAnswerWithoutTls() {
        assertRefused(Map.of("bootstrap.servers", KAFKA.saslServers()), "no broker answers within 3 s");
    }

    @Test
    void readsOffsetsOverTls() throws Exception {
        try (var admin = SecuredBroker.admin();
                var probe = new ConsumedProbe(
                        "events of tests",
                        "nobody",
                        List.of("consumed"),
                        SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD)))) {
            admin.createTopics(List.of(new NewTopic("consumed", Optional.of(2), Optional.empty())))
                    .all()
                    .get();

            assertThat(probe.run()).isEqualTo("all events before that are handled");
        }
    }

    private static Map<String, String> listening(TlsListener broker) {
        var settings = new HashMap<>(KAFKA.withPassword(SecuredKafka.PASSWORD));
        settings.put("bootstrap.servers", "127.0.0.1:" + broker.port());
        return settings;
    }

    private static KafkaProbe probe(Map<String, String> keys) {
        return new KafkaProbe(SecuredBroker.settings(keys));
    }

    private static void assertRefused(Map<String, String> keys, String sentence) {
        var probe = probe(keys);

        assertThatThrownBy(probe::run).hasMessage(sentence);

        probe.close();
    }
}
