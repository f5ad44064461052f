package io.sluice.events.log;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.file;
import static io.sluice.events.log.LogFields.job;
import static io.sluice.events.log.LogFields.kafkaRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final JobRef JOB = new JobRef(
            new JobId("0197a5e2c0de7000800000000000beef"),
            new AccountId("acme"),
            new SourceType("order"),
            DataDate.of("20200125").orElseThrow(),
            "20200125_order.csv");

    private final Log log = Log.of(LogTest.class);
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        Logger.getLogger(LogTest.class.getName()).addHandler(lines);
        Logger.getLogger(LogTest.class.getName()).setUseParentHandlers(false);
        Logger.getLogger(LogTest.class.getName()).setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger(LogTest.class.getName()).removeHandler(lines);
        MDC.clear();
    }

    @Test
    void anOutageStandsInTheLogWhenItBeginsAndWhenItIsOver() {
        var outages = new Outages(log);

        outages.report("volume", "no room", field("attempt", 1));
        outages.report("volume", "no room", field("attempt", 2));
        outages.report("broker", "no answer");
        outages.over("volume", "room again");
        outages.over("volume", "room again");
        outages.report("volume", "no room", field("attempt", 3));

        assertThat(lines.texts).containsExactly("no room attempt=1", "no answer", "room again", "no room attempt=3");
    }

    @Test
    void writesTheMessageThenTheFields() {
        log.info("job end recorded", job(JOB), field("rows", 5));

        assertThat(lines.texts)
                .containsExactly(
                        "job end recorded jobId=0197a5e2c0de7000800000000000beef accountId=acme sourceType=order fileName=20200125_order.csv rows=5");
    }

    @Test
    void setsTheFieldsForJsonWhileItLogs() {
        log.warn("record is unreadable", kafkaRecord("upload-claimed", 3, 42));

        assertThat(lines.fields).containsExactly(Map.of("topic", "upload-claimed", "partition", "3", "offset", "42"));
        assertThat(MDC.getMap()).isEmpty();
    }

    @Test
    void leavesFieldsOfItsCallerAsTheyWere() {
        MDC.put("jobId", "of the caller");

        log.info("job end recorded", job(JOB));

        assertThat(MDC.getMap()).containsExactly(Map.entry("jobId", "of the caller"));
    }

    @Test
    void quotesValuesThatAreNoSingleWord() {
        log.info("file ignored", file("a \"b\"\nINFO forged\t.csv"), field("note", ""));

        assertThat(lines.texts).containsExactly("file ignored fileName=\"a \\\"b\\\"\\nINFO forged?.csv\" note=\"\"");
    }

    @Test
    void namesTheClassOfACauseWithoutMessage() {
        log.error("upload not read", cause(new ConnectException()));
        log.error("upload not read", cause(new ConnectException("Connection refused")));

        assertThat(lines.texts)
                .containsExactly(
                        "upload not read cause=ConnectException", "upload not read cause=\"Connection refused\"");
    }

    @Test
    void passesOnTheStackTraceOfAFailure() {
        var failure = new IllegalStateException("the secret inside");

        log.error(failure, "request failed", field("incident", 7));

        assertThat(lines.failures).containsExactly(failure);
    }

    @Test
    void isSilentBelowTheLevel() {
        log.debug("nobody listens", field("rows", 5));

        assertThat(lines.texts).isEmpty();
    }

    /// Keeps what is logged.
    private static final class Lines extends Handler {
        private final List<String> texts = new ArrayList<>();
        private final List<Map<String, Object>> fields = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            texts.add(line.getMessage());
            fields.add(new TreeMap<>(MDC.getMap()));
            if (line.getThrown() != null) {
                failures.add(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
