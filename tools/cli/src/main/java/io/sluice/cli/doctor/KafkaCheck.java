package io.sluice.cli.doctor;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Asks Kafka something; a missing answer is for [KafkaBrokersCheck] to report.
interface KafkaCheck extends Check {
    KafkaAccess access();

    /// Returns the outcome; throws [KafkaException] if Kafka does not answer.
    CheckOutcome ask(Admin kafka) throws InterruptedException;

    @Override
    default String place() {
        return access().place();
    }

    @Override
    default String ifSilent() {
        return "see what the check of the brokers says";
    }

    @Override
    default CheckOutcome run() throws InterruptedException {
        try (var client = access().open()) {
            return ask(client.admin());
        } catch (KafkaException unavailable) {
            return new CheckOutcome.NotChecked("Kafka does not answer, see brokers");
        }
    }
}
