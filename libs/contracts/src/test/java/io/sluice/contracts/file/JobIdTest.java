package io.sluice.contracts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobIdTest {

    @Test
    void idsSortByTheirPlaceInTheOrder() {
        assertThat(JobId.at(1_795_000_000_000L)).isLessThan(JobId.at(1_795_000_000_001L));
    }

    @Test
    void idsAreVersionSevenUuids() {
        assertThat(JobId.at(1_795_000_000_000L).value()).matches("[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}");
    }

    @Test
    void idHoldsItsPlaceAsAMoment() {
        assertThat(JobId.at(1_795_000_000_001L).moment()).isEqualTo(Instant.ofEpochMilli(1_795_000_000_001L));
    }

    @Test
    void refusesANumberOfMoreThan48Bits() {
        assertThatThrownBy(() -> JobId.at(1L << 48)).hasMessage("expected a number of 48 bits but got 281474976710656");
    }

    @Test
    void refusesUpperCase() {
        assertThatThrownBy(() -> new JobId("78181AB8F4B34A5B80C09DA1DC81D76D"))
                .hasMessage(
                        "expected a job id of 32 lower-case hex digits but got \"78181AB8F4B34A5B80C09DA1DC81D76D\"");
    }
}
