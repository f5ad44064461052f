package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private final CheckReport report = new CheckReport(List.of(
            finding("service", "job-service", new CheckOutcome.Good("ready (http://job:8080/q/health/ready)")),
            finding(
                    "kafka",
                    "brokers",
                    new CheckOutcome.Bad("Kafka does not answer (kafka:9092)", "a broker", "start it")),
            finding("kafka", "topics", new CheckOutcome.NotChecked("Kafka does not answer, see brokers"))));

    @Test
    void printsWhatIsBadWithItsNextStep() {
        assertThat(report.table(false)).isEqualTo("""
                service
                  good  job-service ready (http://job:8080/q/health/ready)
                kafka
                  BAD   brokers     Kafka does not answer (kafka:9092)
                                    expected: a broker
                                    do: start it
                    -   topics      not checked: Kafka does not answer, see brokers

                1 good, 1 bad, 1 not checked
                """);
    }

    @Test
    void coloursOnlyWhenAsked() {
        assertThat(report.table(false)).doesNotContain("\u001b");
        assertThat(report.table(true)).contains("\u001b[1;31mBAD \u001b[0m");
    }

    @Test
    void writesTheSameAsJson() {
        assertThat(report.json()).isEqualTo("""
                {
                  "good" : 1,
                  "bad" : 1,
                  "not_checked" : 1,
                  "findings" : [ {
                    "area" : "service",
                    "name" : "job-service",
                    "outcome" : "good",
                    "seen" : "ready (http://job:8080/q/health/ready)",
                    "millis" : 12
                  }, {
                    "area" : "kafka",
                    "name" : "brokers",
                    "outcome" : "bad",
                    "fact" : "Kafka does not answer (kafka:9092)",
                    "expected" : "a broker",
                    "do" : "start it",
                    "millis" : 12
                  }, {
                    "area" : "kafka",
                    "name" : "topics",
                    "outcome" : "not_checked",
                    "why" : "Kafka does not answer, see brokers",
                    "millis" : 12
                  } ]
                }
                """);
    }

    @Test
    void isGoodWithoutABadFinding() {
        assertThat(report.isAllGood()).isFalse();
        assertThat(new CheckReport(report.findings().subList(0, 1)).isAllGood()).isTrue();
    }

    private static Finding finding(String area, String name, CheckOutcome outcome) {
        return new Finding(new Subject(area, name), outcome, Duration.ofMillis(12));
    }
}
