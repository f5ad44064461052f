package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.SecuredKafka;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSecurityIT {
    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private final SecuredKafka kafka = new SecuredKafka(authority);

    @BeforeAll
    void start() {
        kafka.start();
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void usesPasswordAndCertificate() throws Exception {
        assertThat(run(kafka.withPassword(SecuredKafka.PASSWORD)))
                .isEqualTo(new CheckOutcome.Good("brokers that answer: 1 (" + kafka.saslServers() + ")"));
        assertThat(run(kafka.withCertificate(authority.issue("doctor"))))
                .isEqualTo(new CheckOutcome.Good("brokers that answer: 1 (" + kafka.mutualServers() + ")"));
    }

    @Test
    void saysThatThePasswordIsWrong() throws Exception {
        assertThat(run(kafka.withPassword("wrong")))
                .isEqualTo(new CheckOutcome.Bad(
                        "Kafka refuses the log-in: Authentication failed during authentication due to invalid"
                                + " credentials with SASL mechanism SCRAM-SHA-512 (" + kafka.saslServers() + ")",
                        "a user that the brokers know, with its password",
                        "compare kafka.sasl.mechanism and kafka.sasl.jaas.config with the brokers' user"));
    }

    @Test
    void saysThatTheBrokersAreNotTrusted() throws Exception {
        var other = CertificateAuthority.temporary();

        assertHandshakeFails(
                kafka.withPassword(SecuredKafka.PASSWORD, other),
                "the TLS handshake with Kafka fails: unable to find valid certification path to requested target ("
                        + kafka.saslServers() + ")");
    }

    @Test
    void saysThatTheCertificateIsMissing() throws Exception {
        assertHandshakeFails(
                kafka.withoutCertificate(),
                "the TLS handshake with Kafka fails: (certificate_required) Received fatal alert: certificate_required ("
                        + kafka.mutualServers() + ")");
    }

    private static void assertHandshakeFails(Map<String, String> settings, String fact) throws Exception {
        assertThat(run(settings))
                .isEqualTo(new CheckOutcome.Bad(
                        fact,
                        "brokers and clients that trust each other's certificates",
                        "see that kafka.ssl.truststore.* holds the brokers' authority and, for mutual TLS, that"
                                + " kafka.ssl.keystore.* holds a certificate that the brokers trust"));
    }

    private static CheckOutcome run(Map<String, String> settings) throws InterruptedException {
        return new KafkaBrokersCheck(new KafkaAccess(settings, Duration.ofSeconds(3))).run();
    }
}
