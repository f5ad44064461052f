package io.sluice.batch.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every problem the keys that published clients of the Batch API read: they show `message` alone.
///
/// | key | content |
/// |---|---|
/// | `message` | the detail |
/// | `code` | the HTTP status, a number |
/// | `developerMessage` | status, title and detail |
/// | `moreInfo` | where to read on |
public class ClientKeys {
    private static final String MORE_INFO = "The chapter Batches of docs/tenants.md describes each answer.";

    @ServerResponseFilter
    public void complete(ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem) {
            response.setEntity(HttpProblem.builder(problem)
                    .with("message", problem.getDetail())
                    .with("code", problem.getStatusCode())
                    .with(
                            "developerMessage",
                            "%d %s: %s".formatted(problem.getStatusCode(), problem.getTitle(), problem.getDetail()))
                    .with("moreInfo", MORE_INFO)
                    .build());
        }
    }
}
