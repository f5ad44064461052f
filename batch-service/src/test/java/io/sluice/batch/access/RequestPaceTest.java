package io.sluice.batch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestPaceTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final RequestPace pace = new RequestPace(2, nanos::get);

    @Test
    void refusesWhatIsTooMuchUntilTheMinuteIsOver() {
        pace.take("a");
        pace.take("a");
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());

        assertThat(pace.take("a")).contains(Duration.ofSeconds(40));
        assertThat(pace.take("b")).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(40).toNanos());
        assertThat(pace.take("a")).isEmpty();
    }
}
