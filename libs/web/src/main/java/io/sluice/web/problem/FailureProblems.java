package io.sluice.web.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Answers failures that nobody foresaw. The answer shows nothing of the inside; the log has the stack trace
/// under the same id.
public class FailureProblems {
    private static final Log LOG = Log.of(FailureProblems.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    // PostgreSQL ends, was killed, starts, or has no connection left: the SQLSTATEs that its client writes at
    // the end of a message.
    private static final Pattern DATABASE_AWAY = Pattern.compile("\\((?:57P0[123]|53300)\\)$");

    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    /// The clients of Vert.x fail with a `Throwable` that is no exception, e.g. when no connection is free in
    /// time.
    @ServerExceptionMapper(
            priority = HttpProblems.FIRST,
            value = {Exception.class, Throwable.class})
    public Response failed(Throwable failure, ContainerRequestContext request) {
        if (isUnavailable(failure)) {
            logUnavailable(failure, request);
            return HttpProblems.answer(
                    request,
                    HttpProblem.builder()
                            .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                            .withTitle("Service Unavailable")
                            .withDetail("A part that this needs does not answer at present. Try again in a moment.")
                            .withHeader("Retry-After", "1")
                            .build());
        }
        if (failure instanceof IOException && "Request too large".equals(failure.getMessage())) {
            return HttpProblems.answer(request, Problems.tooLarge("The body is larger than this service takes."));
        }
        var id = UUID.randomUUID();
        LOG.error(
                failure,
                "request failed",
                LogFields.field("method", request.getMethod()),
                LogFields.field("path", HttpProblems.path(request)),
                LogFields.field("incident", id));
        return HttpProblems.answer(
                request,
                HttpProblem.builder()
                        .withStatus(Response.Status.INTERNAL_SERVER_ERROR)
                        .withTitle("Internal Server Error")
                        .withDetail("Something failed inside; it is not your request's fault. "
                                + "The platform team finds it in the log as incident %s.".formatted(id))
                        .with("incident", id.toString())
                        .build());
    }

    /// In an outage each request fails the same way: one line a minute.
    private void logUnavailable(Throwable failure, ContainerRequestContext request) {
        var message = "request not answered, a dependency is unavailable";
        var fields = new LogFields[] {
            LogFields.field("method", request.getMethod()),
            LogFields.field("path", HttpProblems.path(request)),
            LogFields.field("cause", failure)
        };
        var now = System.nanoTime();
        var next = nextLine.get();
        if (now - next >= 0 && nextLine.compareAndSet(next, now + BETWEEN_LINES.toNanos())) {
            LOG.warn(message, fields);
        } else {
            LOG.debug(message, fields);
        }
    }

    /// A connection to a database, broker or store that is refused or broken, an answer that does not come,
    /// or a database that is not ready yet.
    private static boolean isUnavailable(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedChannelException
                    || cause instanceof java.util.concurrent.TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException
                    || cause instanceof java.net.ConnectException
                    || (cause instanceof IOException
                            && String.valueOf(cause.getMessage()).contains("onnection"))
                    || cause.getClass().getSimpleName().equals("ClosedConnectionException")
                    || (cause.getClass().getSimpleName().equals("PgException")
                            && DATABASE_AWAY
                                    .matcher(String.valueOf(cause.getMessage()))
                                    .find())
                    || (cause.getClass().getSimpleName().equals("NoStackTraceThrowable")
                            && "Timeout".equals(cause.getMessage()))) {
                return true;
            }
        }
        return false;
    }
}
