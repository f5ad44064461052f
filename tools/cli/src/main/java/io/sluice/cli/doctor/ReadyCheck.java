package io.sluice.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;

/// Checks that a service is ready, and reports which of its own checks is not.
record ReadyCheck(String service, URI url, HttpCaller http) implements Check {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Subject subject() {
        return new Subject("service", service);
    }

    @Override
    public String place() {
        return url + "/q/health/ready";
    }

    @Override
    public String ifSilent() {
        return "see that " + service + " runs and read the end of its log";
    }

    @Override
    public CheckOutcome run() throws InterruptedException {
        try {
            var answer = http.get(URI.create(place()), Optional.empty());
            var problems = new ArrayList<String>();
            for (var check : JSON.readTree(answer.body()).path("checks")) {
                if (!check.path("status").asText().equals("UP")) {
                    problems.add(check.path("name").asText() + (check.has("data") ? " " + check.path("data") : ""));
                }
            }
            if (answer.statusCode() == 200) {
                return new CheckOutcome.Good("ready (" + place() + ")");
            }
            return new CheckOutcome.Bad(
                    "%s is not ready: %s (%s)"
                            .formatted(
                                    service,
                                    problems.isEmpty()
                                            ? "it answered " + answer.statusCode()
                                            : String.join(", ", problems),
                                    place()),
                    "every check UP",
                    problems.isEmpty()
                            ? ifSilent()
                            : "fix what the failing check names, the other lines here say how; else read the log of "
                                    + service);
        } catch (JsonProcessingException noJson) {
            return new CheckOutcome.Bad(
                    "what answers is no Sluice service: no health report (%s)".formatted(place()),
                    "the health report of " + service,
                    "see that the address of " + service + " is right: " + url);
        } catch (IOException unreachable) {
            return new CheckOutcome.Bad(
                    "%s does not answer: %s (%s)".formatted(service, Causes.of(unreachable), place()),
                    "an answer",
                    ifSilent());
        }
    }
}
