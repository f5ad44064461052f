package io.sluice.devstack.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TestKafkaTest {

    @Test
    void followsTheHandsChoice() {
        assertThat(TestKafka.kind(Map.of("SLUICE_TEST_KAFKA", "embedded"))).isEqualTo(TestKafka.Kind.EMBEDDED);
        assertThat(TestKafka.kind(Map.of("SLUICE_TEST_KAFKA", "container"))).isEqualTo(TestKafka.Kind.CONTAINER);
    }

    @Test
    void refusesAnUnknownChoiceByName() {
        assertThatThrownBy(() -> TestKafka.kind(Map.of("SLUICE_TEST_KAFKA", "docker")))
                .hasMessage("SLUICE_TEST_KAFKA is 'docker', expected 'embedded', 'container'"
                        + " or nothing (Testcontainers where a Docker API answers)");
    }
}
