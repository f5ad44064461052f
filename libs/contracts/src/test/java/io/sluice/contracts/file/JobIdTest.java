package io.sluice.contracts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JobIdTest {

    @Test
    void idsSortByTheTimeTheyWereMade() {
        var earlier = JobId.next(Clock.fixed(Instant.parse("2026-11-21T10:00:00.000Z"), ZoneOffset.UTC));
        var later = JobId.next(Clock.fixed(Instant.parse("2026-11-21T10:00:00.001Z"), ZoneOffset.UTC));

        assertThat(earlier).isLessThan(later);
    }

    @Test
    void idsAreVersionSevenUuids() {
        var id = JobId.next(Clock.systemUTC());

        assertThat(id.value()).matches("[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}");
    }

    @Test
    void refusesUpperCase() {
        assertThatThrownBy(() -> new JobId("78181AB8F4B34A5B80C09DA1DC81D76D"))
                .hasMessage(
                        "expected a job id of 32 lower-case hex digits but got \"78181AB8F4B34A5B80C09DA1DC81D76D\"");
    }
}
