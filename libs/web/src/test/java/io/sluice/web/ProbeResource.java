package io.sluice.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.web.answer.AnswerLimits;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.BodyIntake;
import io.sluice.web.body.BodyLimits;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.MemorySink;
import io.sluice.web.body.Received;
import io.sluice.web.parameter.DatedPageParameters;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Endpoints of every kind: reactive, blocking, open, for tenants, for admins.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {
    private final Vertx vertx;
    private final FairAnswers large;

    ProbeResource(Vertx vertx, ObjectMapper json) {
        this.vertx = vertx;
        this.large = new FairAnswers(
                "large answers",
                new FairPermits(1, 1),
                new AnswerLimits(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                json,
                vertx);
    }

    /// A body with values of several types.
    public record Order(String name, int count, boolean urgent, List<Line> lines) {}

    /// A part of the body.
    public record Line(String articleNumber, @Nullable Long amount) {}

    @GET
    @PermitAll
    @Path("open")
    public Uni<String> open() {
        return Uni.createFrom().item("{}");
    }

    @GET
    @Path("v1/{accuid}/probe")
    @TenantScope(Scope.READ)
    public Uni<String> reactive(@PathParam("accuid") String accountId) {
        return Uni.createFrom().item("{}");
    }

    @GET
    @Path("v1/{accuid}/blocking")
    @TenantScope(Scope.READ)
    public String blocking(@PathParam("accuid") String accountId) {
        return "{}";
    }

    @GET
    @Path("v1/{accuid}/data")
    @TenantScope(Scope.DATA)
    public Uni<String> data(@PathParam("accuid") String accountId) {
        return Uni.createFrom().item("{}");
    }

    @GET
    @Path("v1/{accuid}/unscoped")
    public Uni<String> unscoped(@PathParam("accuid") String accountId) {
        return Uni.createFrom().item("{}");
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Path("v1/admins")
    public Uni<String> admins() {
        return Uni.createFrom().item("{}");
    }

    @GET
    @RolesAllowed(Roles.JOB_SERVICE)
    @Path("v1/replays")
    public Uni<String> replays() {
        return Uni.createFrom().item("{}");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("v1/{accuid}/orders")
    @TenantScope(Scope.WRITE)
    public Uni<Order> take(@PathParam("accuid") String accountId, Order order) {
        return Uni.createFrom().item(order);
    }

    /// Receives up to 100,000 bytes, which may pause for a second and take 2 s.
    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("v1/{accuid}/slow")
    public Uni<String> receive(@PathParam("accuid") String accountId, @Context HttpServerRequest request) {
        return receive(request, Duration.ofSeconds(2));
    }

    /// The same, which take an hour.
    @POST
    @Consumes(MediaType.WILDCARD)
    @Path("v1/{accuid}/pausing")
    public Uni<String> receivePausing(@PathParam("accuid") String accountId, @Context HttpServerRequest request) {
        return receive(request, Duration.ofHours(1));
    }

    private Uni<String> receive(HttpServerRequest request, Duration total) {
        var limits = new BodyLimits(100_000, Duration.ofSeconds(1), total);
        var sink = new MemorySink();
        return BodyIntake.receive(vertx, request, sink, limits).map(received -> switch (received) {
            case Received.Whole(var bytes) -> "{\"bytes\": %d, \"kept\": %d}".formatted(bytes, sink.bytes().length);
            case Received.TooLarge tooLarge -> throw Problems.tooLarge("The body is too large.");
            case Received.TooSlow tooSlow -> throw BodyProblems.tooSlow(limits);
            case Received.BrokenOff brokenOff -> throw BodyProblems.brokenOff();
        });
    }

    /// Takes every typed parameter.
    ///
    /// @param dataDate null when the query has none
    public record Typed(
            AccountId accountId,
            SourceType sourceType,
            JobId jobId,
            @Nullable DataDate dataDate) {}

    @GET
    @Path("v1/{accuid}/sources/{source_type}/jobs/{job_id}")
    @TenantScope(Scope.READ)
    public Typed typed(
            @PathParam("accuid") AccountId accountId,
            @PathParam("source_type") SourceType sourceType,
            @PathParam("job_id") JobId jobId,
            @QueryParam("date") @Nullable DataDate dataDate) {
        return new Typed(accountId, sourceType, jobId, dataDate);
    }

    @GET
    @Path("v1/{accuid}/pages")
    @TenantScope(Scope.READ)
    public String page(@PathParam("accuid") AccountId accountId, @BeanParam DatedPageParameters parameters) {
        return "{\"from\": \"%s\"}"
                .formatted(parameters.dates().from().map(DataDate::toString).orElse("the beginning"));
    }

    @GET
    @Path("v1/{accuid}/broken")
    @TenantScope(Scope.READ)
    public Uni<String> broken(@PathParam("accuid") String accountId) {
        return Uni.createFrom().failure(new IllegalStateException("the secret inside"));
    }

    @GET
    @Path("v1/{accuid}/unavailable")
    @TenantScope(Scope.READ)
    public Uni<String> unavailable(@PathParam("accuid") String accountId) {
        return Uni.createFrom().failure(new IllegalStateException(new ConnectException("Connection refused")));
    }

    /// Named as the failures of PostgreSQL's reactive client.
    private static final class PgException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        PgException(String message) {
            super(message);
        }
    }

    @GET
    @Path("v1/{accuid}/database/{code}")
    @TenantScope(Scope.READ)
    public Uni<String> database(@PathParam("accuid") String accountId, @PathParam("code") String code) {
        return Uni.createFrom().failure(new PgException("FATAL: it does not work (%s)".formatted(code)));
    }

    /// Answers after longer than the idle timeout of tests.
    @GET
    @PermitAll
    @Path("slow")
    public Uni<String> slow() {
        return Uni.createFrom().item("{}").onItem().delayIt().by(Duration.ofSeconds(3));
    }

    /// As large as an answer may be that is handed over in one piece.
    @GET
    @PermitAll
    @Path("whole")
    public Order whole() {
        return new Order("x".repeat(70_000), 1, false, List.of());
    }

    /// More than any connection holds for a reader that takes nothing.
    @GET
    @PermitAll
    @Path("large")
    public Uni<Response> large(@Context HttpServerRequest request) {
        return Uni.createFrom()
                .item(() -> large.answerMade(
                        new AccountId("acme"), request, new byte[16_000_000], MediaType.APPLICATION_OCTET_STREAM_TYPE));
    }

    /// Takes any body as it comes.
    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Path("stream")
    public String stream(InputStream body) throws IOException {
        return "{\"length\": %d}".formatted(body.transferTo(OutputStream.nullOutputStream()));
    }

    /// Gives no JSON.
    @GET
    @PermitAll
    @Produces({"text/csv", "text/tab-separated-values"})
    @Path("table")
    public String table() {
        return "";
    }

    /// Chooses the form of its answer itself.
    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.WILDCARD)
    @Path("choice")
    public String choice(@Context HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().toString();
    }
}
