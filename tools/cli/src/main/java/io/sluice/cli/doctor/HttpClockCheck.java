package io.sluice.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The clock of an HTTP server, read from the `Date` of any answer.
record HttpClockCheck(String name, URI url, HttpCaller http, InstantSource clock, Duration limit) implements Check {
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    @Override
    public Subject subject() {
        return new Subject("clock", name);
    }

    @Override
    public String place() {
        return url.toString();
    }

    @Override
    public String ifSilent() {
        return "see that " + name + " runs";
    }

    @Override
    public CheckOutcome run() throws InterruptedException {
        try {
            var before = clock.instant();
            var answer = http.get(url, Optional.empty());
            var after = clock.instant();
            var date = answer.headers().firstValue("Date");
            if (date.isEmpty()) {
                return new CheckOutcome.NotChecked("its answers have no Date (" + url + ")");
            }
            var reported = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get()));
            return Skew.judge(Skew.of(before, reported, after, RESOLUTION), limit, url.toString());
        } catch (DateTimeException noDate) {
            return new CheckOutcome.NotChecked("the Date of its answers is none: " + noDate.getMessage());
        } catch (IOException unreachable) {
            return new CheckOutcome.NotChecked("it does not answer (" + url + ")");
        }
    }
}
