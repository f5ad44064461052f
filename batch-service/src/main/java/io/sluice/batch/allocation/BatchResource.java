package io.sluice.batch.allocation;

import io.sluice.batch.access.CallersBatches;
import io.sluice.batch.address.BatchLinks;
import io.sluice.batch.allocation.AllocateBatch.Allocation;
import io.sluice.batch.document.BatchDocument;
import io.sluice.batch.problem.BatchProblems;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.web.body.BodyIntake;
import io.sluice.web.body.BodyLimits;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.MemorySink;
import io.sluice.web.body.Received;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Allocates one batch and answers its state.
@Path("/v2/batches/{uuid}")
@RolesAllowed(Roles.TENANT)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "batches")
public class BatchResource {
    static final BodyLimits BODY = new BodyLimits(4096, Duration.ofSeconds(15), Duration.ofSeconds(60));

    private static final Duration WAITING = Duration.ofMinutes(1);
    private static final Duration AFTER_OLDER_ONES = Duration.ofMinutes(10);

    private final CallersBatches callers;
    private final AllocateBatch allocateBatch;
    private final BatchLinks links;
    private final AllocationConfig config;
    private final Vertx vertx;
    private final Clock clock = Clock.systemUTC();

    BatchResource(
            CallersBatches callers,
            AllocateBatch allocateBatch,
            BatchLinks links,
            AllocationConfig config,
            Vertx vertx) {
        this.callers = callers;
        this.allocateBatch = allocateBatch;
        this.links = links;
        this.config = config;
        this.vertx = vertx;
    }

    /// Documented calls send the type of a form, so the type of the body does not matter. No `@Consumes`,
    /// which would refuse a type that is none.
    @PUT
    @TenantScope(Scope.WRITE)
    @Operation(
            summary = "Announces a file; the answer says where to send it",
            description =
                    "The body is JSON whatever its Content-Type: {\"checksum\": \"<MD5 in hex>\", \"size\": <bytes>}. An identical repeat is answered 200.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.WILDCARD, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = BatchDocument.class)))
    @APIResponse(
            responseCode = "200",
            description = "The batch was allocated before",
            content = @Content(schema = @Schema(implementation = BatchDocument.class)))
    public Uni<Response> allocate(@PathParam("uuid") String uuid, @Context HttpServerRequest request) {
        var account = callers.account();
        var ref = BatchRef.of(uuid)
                .orElseThrow(
                        () -> Problems.badRequest("The id of the batch is \"%s\", expected a UUID.".formatted(uuid)));
        return body(request)
                .map(json -> AllocationParameters.read(json, config.maxSize().asLongValue()))
                .chain(file -> allocateBatch.allocate(account, ref, file))
                .map(allocation -> answer(ref, allocation));
    }

    private Uni<byte[]> body(HttpServerRequest request) {
        var sink = new MemorySink();
        return BodyIntake.receive(vertx, request, sink, BODY).map(received -> switch (received) {
            case Received.Whole whole -> sink.bytes();
            case Received.TooLarge tooLarge ->
                throw Problems.tooLarge(
                        "The body is larger than %d bytes, expected only {\"checksum\": …, \"size\": …}. The file goes to the location that the answer names."
                                .formatted(BODY.bytes()));
            case Received.TooSlow tooSlow -> throw BodyProblems.tooSlow(BODY);
            case Received.BrokenOff brokenOff -> throw BodyProblems.brokenOff();
        });
    }

    private Response answer(BatchRef ref, Allocation allocation) {
        return switch (allocation) {
            case Allocation.Created(var batch) ->
                Response.status(Response.Status.CREATED)
                        .entity(BatchDocument.of(batch, links, clock.instant(), true))
                        .build();
            case Allocation.Repeated(var batch) ->
                Response.ok(BatchDocument.of(batch, links, clock.instant(), true))
                        .build();
            case Allocation.OtherFile(var batch) ->
                throw Problems.conflict(
                        "Batch %s was allocated with the checksum %s and the size %d, and nothing of that changes. Choose a new UUID for another file."
                                .formatted(ref, batch.checksum(), batch.size()));
            case Allocation.OtherAccount other ->
                throw Problems.conflict("The UUID %s is taken. Choose a new one for each batch.".formatted(ref));
            case Allocation.DayIsFull(var full) -> throw BatchProblems.dayIsFull(full);
            case Allocation.TooManyInWork(var limit) ->
                throw Problems.tooManyRequests(
                        "%d batches of the account are being processed, which is the limit. Try again when some of them have ended."
                                .formatted(limit),
                        WAITING);
            case Allocation.TooManyMade(var limit) ->
                throw Problems.tooManyRequests(
                        "%d batches of the account were allocated in the last 24 hours, which is the limit. Put more records into each batch."
                                .formatted(limit),
                        AFTER_OLDER_ONES);
            case Allocation.TooManyWait(var limit) ->
                throw Problems.tooManyRequests(
                        "%d batches wait for their files, which is the limit. Send these files, or try again when the addresses of others have expired."
                                .formatted(limit),
                        WAITING);
        };
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(summary = "The batch and its state")
    public Uni<BatchDocument> batch(@PathParam("uuid") String uuid) {
        var mayWrite = callers.mayWrite();
        return callers.batch(uuid).map(batch -> BatchDocument.of(batch, links, clock.instant(), mayWrite));
    }
}
