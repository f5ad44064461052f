package io.sluice.batch.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.web.problem.PublishedKeys;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every problem the keys of [PublishedKeys].
public class ClientKeys {
    @ServerResponseFilter
    public void complete(ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem) {
            var complete = HttpProblem.builder(problem);
            PublishedKeys.of(problem.getStatusCode(), problem.getTitle(), problem.getDetail())
                    .forEach(complete::with);
            response.setEntity(complete.build());
        }
    }
}
