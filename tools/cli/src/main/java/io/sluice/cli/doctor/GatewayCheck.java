package io.sluice.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// Checks that the users' address leads to the services.
record GatewayCheck(URI url, HttpCaller http) implements Check {
    @Override
    public Subject subject() {
        return new Subject("service", "gateway");
    }

    @Override
    public String place() {
        return url + "/.well-known/jwks.json";
    }

    @Override
    public String ifSilent() {
        return "see that the gateway (Kubernetes: the Ingress) runs and that its routes name living services";
    }

    @Override
    public CheckOutcome run() throws InterruptedException {
        try {
            var answer = http.get(URI.create(place()), Optional.empty());
            return answer.statusCode() == 200
                    ? new CheckOutcome.Good("leads to schema-service (" + place() + ")")
                    : new CheckOutcome.Bad(
                            "the gateway answered %d (%s)".formatted(answer.statusCode(), place()),
                            "200 and the public keys, from schema-service",
                            ifSilent());
        } catch (IOException unreachable) {
            return Handshake.failure("the gateway", unreachable, place(), Authorities.KEY)
                    .orElseGet(() -> new CheckOutcome.Bad(
                            "the gateway does not answer: %s (%s)".formatted(Causes.of(unreachable), place()),
                            "an answer",
                            ifSilent()));
        }
    }
}
