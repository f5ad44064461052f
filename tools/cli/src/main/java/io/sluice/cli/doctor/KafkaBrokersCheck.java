package io.sluice.cli.doctor;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/// Checks that the brokers answer and have a controller.
record KafkaBrokersCheck(KafkaAccess access) implements Check {
    @Override
    public Subject subject() {
        return new Subject("kafka", "brokers");
    }

    @Override
    public String place() {
        return access.place();
    }

    @Override
    public String ifSilent() {
        return "see that the brokers run and that kafka.bootstrap.servers names them as they are reached from here";
    }

    @Override
    public CheckOutcome run() throws InterruptedException {
        try (var kafka = access.open()) {
            var cluster = kafka.admin().describeCluster();
            var nodes = KafkaAccess.get(cluster.nodes());
            return KafkaAccess.get(cluster.controller()) == null
                    ? new CheckOutcome.Bad(
                            "%d brokers answer, but none is the controller (%s)".formatted(nodes.size(), place()),
                            "a controller",
                            "look at the logs of the controllers: their quorum has no leader")
                    : new CheckOutcome.Good("brokers that answer: %d (%s)".formatted(nodes.size(), place()));
        } catch (SslAuthenticationException refused) {
            return new CheckOutcome.Bad(
                    "the TLS handshake with Kafka fails: %s (%s)".formatted(Causes.of(refused), place()),
                    "brokers and clients that trust each other's certificates",
                    "see that kafka.ssl.truststore.* holds the brokers' authority and, for mutual TLS, that"
                            + " kafka.ssl.keystore.* holds a certificate that the brokers trust");
        } catch (SaslAuthenticationException refused) {
            return new CheckOutcome.Bad(
                    "Kafka refuses the log-in: %s (%s)".formatted(Causes.of(refused), place()),
                    "a user that the brokers know, with its password",
                    "compare kafka.sasl.mechanism and kafka.sasl.jaas.config with the brokers' user");
        } catch (KafkaException unavailable) {
            return new CheckOutcome.Bad(
                    "Kafka does not answer: %s (%s)".formatted(Causes.of(unavailable), place()),
                    "at least one broker",
                    ifSilent());
        }
    }
}
