package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Kafka's client gives up, so that a channel of the packaged service ends for good.
class EndedChannelIT {
    @Test
    void processEndsWithStatus1AndSaysWhy() throws Exception {
        try (var kafka = EmbeddedKafka.temporary();
                var schemas = SchemaStub.start(0)) {
            kafka.start();

            // No offset of this group is known, none may be chosen, and nothing is tried again.
            var service = PackagedValidator.with(kafka, schemas)
                    .start(
                            Map.of(),
                            "-Dmp.messaging.incoming.upload-claimed.auto.offset.reset=none",
                            "-Dmp.messaging.incoming.upload-claimed.retry=false");

            try {
                assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                service.destroyForcibly();
            }
            assertThat(service.exitValue()).isEqualTo(1);
            assertThat(Files.readString(Path.of("target", "packaged-service.log")))
                    .contains("the service ends because one of its channels ended; it has to be started again")
                    .contains("channel=upload-claimed")
                    .contains("NoOffsetForPartitionException");
        }
    }
}
