package io.sluice.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds services whose last token has expired, and tokens of administrators and services that expire soon:
/// less than a fifth of their life is left, and there is no later one of the same name and role.
record TokensCheck(URI url, String adminToken, HttpCaller http, InstantSource clock) implements Check {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS_OF_A_LIFE = 5;

    @Override
    public Subject subject() {
        return new Subject("tokens", "expiry");
    }

    @Override
    public String place() {
        return url + "/v1/admin/tokens";
    }

    @Override
    public String ifSilent() {
        return "see that schema-service runs and read the end of its log";
    }

    @Override
    public CheckOutcome run() throws InterruptedException {
        try {
            var answer = http.get(URI.create(place()), Optional.of(adminToken));
            return answer.statusCode() == 200
                    ? judge(unrevoked(JSON.readTree(answer.body())))
                    : new CheckOutcome.Bad(
                            "schema-service refuses the admin token: %d %s (%s)"
                                    .formatted(
                                            answer.statusCode(),
                                            JSON.readTree(answer.body())
                                                    .path("detail")
                                                    .asText(),
                                            place()),
                            "200 and the list of tokens",
                            "set sluice.admin-token to a token of role admin that is in force; docs/operations/tokens.md says how to get one");
        } catch (JsonProcessingException noJson) {
            return new CheckOutcome.Bad(
                    "what answers is no Sluice service: no list of tokens (%s)".formatted(place()),
                    "the list of tokens, from schema-service",
                    "see that sluice.schema-service.url is right: " + url);
        } catch (IOException unreachable) {
            return new CheckOutcome.Bad(
                    "schema-service does not answer: %s (%s)".formatted(Causes.of(unreachable), place()),
                    "an answer",
                    ifSilent());
        }
    }

    private static List<Listed> unrevoked(JsonNode answer) {
        var found = new ArrayList<Listed>();
        for (var token : answer.path("tokens")) {
            var listed = new Listed(
                    token.path("token_id").asText(),
                    token.path("name").asText(),
                    token.path("role").asText(),
                    Instant.ofEpochSecond(token.path("issued_at").asLong()),
                    Instant.ofEpochSecond(token.path("expires_at").asLong()));
            if (!token.hasNonNull("revoked_at")) {
                found.add(listed);
            }
        }
        found.sort(Comparator.comparing(Listed::expiresAt));
        return found;
    }

    private CheckOutcome judge(List<Listed> unrevoked) {
        var now = clock.instant();
        var inForce = unrevoked.stream()
                .filter(token -> token.expiresAt().isAfter(now))
                .toList();
        // An administrator may leave; a service never does.
        var expired = unrevoked.stream()
                .filter(token -> !token.role().equals("admin")
                        && !token.expiresAt().isAfter(now)
                        && unrevoked.stream()
                                .noneMatch(other -> other.role().equals(token.role())
                                        && other.expiresAt().isAfter(token.expiresAt())))
                .toList();
        if (!expired.isEmpty()) {
            var first = expired.getFirst();
            return new CheckOutcome.Bad(
                    "the last token of role %s (%s) expired %s ago%s (%s)"
                            .formatted(
                                    first.role(),
                                    first.tokenId(),
                                    text(Duration.between(first.expiresAt(), now)),
                                    expired.size() == 1 ? "" : ", and %d more expired".formatted(expired.size() - 1),
                                    place()),
                    "a token in force for each service",
                    "issue a new one of this role with POST /v1/admin/tokens and give it to its user"
                            + " (docs/operations/tokens.md)");
        }
        var soon = inForce.stream()
                .filter(token -> token.endsSoon(now) && inForce.stream().noneMatch(token::isReplacedBy))
                .toList();
        if (!soon.isEmpty()) {
            var first = soon.getFirst();
            return new CheckOutcome.Bad(
                    "the token \"%s\" of role %s (%s) expires in %s%s (%s)"
                            .formatted(
                                    first.name(),
                                    first.role(),
                                    first.tokenId(),
                                    text(Duration.between(now, first.expiresAt())),
                                    soon.size() == 1 ? "" : ", and %d more soon".formatted(soon.size() - 1),
                                    place()),
                    "at least a fifth of its life left",
                    "issue a new one of this name and role with POST /v1/admin/tokens and give it to its user"
                            + " (docs/operations/tokens.md)");
        }
        return new CheckOutcome.Good("%d tokens of administrators and services are in force, none expires soon (%s)"
                .formatted(inForce.size(), place()));
    }

    private static String text(Duration rest) {
        return rest.toDays() >= 2 ? rest.toDays() + " days" : rest.toHours() + " hours";
    }

    private record Listed(String tokenId, String name, String role, Instant issuedAt, Instant expiresAt) {
        boolean endsSoon(Instant now) {
            return Duration.between(now, expiresAt)
                            .compareTo(Duration.between(issuedAt, expiresAt).dividedBy(PARTS_OF_A_LIFE))
                    < 0;
        }

        boolean isReplacedBy(Listed other) {
            return other.name.equals(name) && other.role.equals(role) && other.expiresAt.isAfter(expiresAt);
        }
    }
}
