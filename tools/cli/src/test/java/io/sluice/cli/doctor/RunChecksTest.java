package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RunChecksTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @Test
    void givesUpOnHangingChecksAndReportsTheOthers() throws InterruptedException {
        var never = new CountDownLatch(1);
        var deafTo = new AtomicInteger();
        Supplier<CheckOutcome> hangs = () -> {
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException deaf) {
                    deafTo.incrementAndGet();
                }
            }
        };

        var findings = new RunChecks(LIMIT)
                .run(List.of(
                        check("first", hangs),
                        check("second", hangs),
                        check("third", () -> new CheckOutcome.Good("there"))));

        assertThat(findings)
                .extracting(Finding::outcome)
                .containsExactly(
                        new CheckOutcome.Bad("no answer within 1 s (host:1)", "an answer", "start it"),
                        new CheckOutcome.Bad("no answer within 1 s (host:1)", "an answer", "start it"),
                        new CheckOutcome.Good("there"));
    }

    @Test
    void reportsACheckThatFailsItself() throws InterruptedException {
        var findings = new RunChecks(LIMIT).run(List.of(check("broken", () -> {
            throw new IllegalStateException("surprise");
        })));

        assertThat(findings)
                .extracting(Finding::outcome)
                .containsExactly(new CheckOutcome.Bad(
                        "the check itself failed: java.lang.IllegalStateException: surprise (host:1)",
                        "a finding",
                        "start it"));
    }

    private static Check check(String name, Supplier<CheckOutcome> outcome) {
        return new Check() {
            @Override
            public Subject subject() {
                return new Subject("test", name);
            }

            @Override
            public String place() {
                return "host:1";
            }

            @Override
            public String ifSilent() {
                return "start it";
            }

            @Override
            public CheckOutcome run() {
                return outcome.get();
            }
        };
    }
}
