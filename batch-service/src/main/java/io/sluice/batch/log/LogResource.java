package io.sluice.batch.log;

import io.sluice.batch.access.SignedRequests;
import io.sluice.batch.address.SignedAddresses.Purpose;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchOutcome;
import io.sluice.batch.state.BatchState;
import io.sluice.batch.state.Batches;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.web.problem.Problems;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Gives the log of one batch. Its signed address is the credential.
@Path("/v2/logs/{uuid}")
@Tag(name = "batches")
public class LogResource {
    private static final String GZIP = "application/gzip";

    private final Batches batches;
    private final SignedRequests requests;
    private final LogStore logs;

    LogResource(Batches batches, SignedRequests requests, LogStore logs) {
        this.batches = batches;
        this.requests = requests;
        this.logs = logs;
    }

    /// The log may be large, so it passes from the store to the client as it is read.
    @GET
    @PermitAll
    @Blocking
    @Produces(GZIP)
    @Operation(
            summary = "The log of a batch, at the address that its status names",
            description = "A gzip file of JSON lines, one for each failed record.")
    @APIResponse(
            responseCode = "200",
            description = "The log",
            content = @Content(mediaType = GZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response log(
            @PathParam("uuid") String uuid,
            @QueryParam("exp") @Nullable String expiry,
            @QueryParam("kid") @Nullable String keyId,
            @QueryParam("sig") @Nullable String signature) {
        var found = BatchRef.of(uuid).flatMap(ref -> batches.find(ref).await().indefinitely());
        var batch = requests.signed(Purpose.LOG, found, expiry, keyId, signature);
        requests.active(batch);
        var log = content(batch).orElseThrow(() -> Problems.notFound("Batch %s has no log.".formatted(batch.ref())));
        return Response.ok(log, GZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.log.gz\"".formatted(batch.ref()))
                .build();
    }

    private Optional<InputStream> content(Batch batch) {
        if (batch.state() == BatchState.CORRUPTED) {
            return Optional.of(CorruptedLog.of(batch));
        }
        try {
            return batch.outcome().flatMap(BatchOutcome::logKey).flatMap(logs::open);
        } catch (ObjectStoreUnavailableException unavailable) {
            throw Problems.unavailable("The log cannot be read at the moment. Try again in 5 s.");
        }
    }
}
