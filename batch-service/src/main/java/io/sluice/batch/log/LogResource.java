package io.sluice.batch.log;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.batch.access.SignedRequests;
import io.sluice.batch.address.SignedAddresses.Purpose;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchOutcome;
import io.sluice.batch.state.BatchState;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.web.answer.Downloads;
import io.sluice.web.body.FairPermits;
import io.sluice.web.problem.Problems;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/// Gives the log of one batch. Its signed address is the credential.
@Path("/v2/logs/{uuid}")
@Tag(name = "batches")
public class LogResource {
    private static final String GZIP = "application/gzip";

    private final SignedRequests requests;
    private final LogStore logs;
    private final Downloads downloads;

    LogResource(SignedRequests requests, LogStore logs, LogConfig config, Vertx vertx) {
        this.requests = requests;
        this.logs = logs;
        this.downloads = new Downloads(
                "log downloads",
                new FairPermits(config.downloads(), config.downloadsPerAccount()),
                config.downloadLimits(),
                vertx);
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
            @QueryParam("sig") @Nullable String signature,
            @Context HttpServerRequest request) {
        var batch = batch(uuid, expiry, keyId, signature);
        return downloads.send(batch.account(), request.connection(), () -> {
            var log = orUnavailable(() -> open(batch)).orElseThrow(() -> noLog(batch));
            Runnable abandon = log instanceof Abortable unread ? unread::abort : () -> {};
            return new Downloads.Opened(log, abandon, described(batch));
        });
    }

    /// The headers alone; nothing is read from the store.
    @HEAD
    @PermitAll
    @Blocking
    @Produces(GZIP)
    @Operation(hidden = true)
    public Response head(
            @PathParam("uuid") String uuid,
            @QueryParam("exp") @Nullable String expiry,
            @QueryParam("kid") @Nullable String keyId,
            @QueryParam("sig") @Nullable String signature) {
        var batch = batch(uuid, expiry, keyId, signature);
        if (!orUnavailable(() -> hasLog(batch))) {
            throw noLog(batch);
        }
        return described(batch).build();
    }

    private Batch batch(String uuid, @Nullable String expiry, @Nullable String keyId, @Nullable String signature) {
        var batch = requests.signed(Purpose.LOG, uuid, expiry, keyId, signature)
                .await()
                .indefinitely();
        requests.active(batch);
        return batch;
    }

    private static Response.ResponseBuilder described(Batch batch) {
        return Response.ok()
                .type(GZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.log.gz\"".formatted(batch.ref()));
    }

    private Optional<InputStream> open(Batch batch) {
        return batch.state() == BatchState.CORRUPTED
                ? Optional.of(CorruptedLog.of(batch))
                : batch.outcome().flatMap(BatchOutcome::logKey).flatMap(logs::open);
    }

    private boolean hasLog(Batch batch) {
        return batch.state() == BatchState.CORRUPTED
                || batch.outcome()
                        .flatMap(BatchOutcome::logKey)
                        .filter(logs::exists)
                        .isPresent();
    }

    private static HttpProblem noLog(Batch batch) {
        return Problems.notFound("Batch %s has no log.".formatted(batch.ref()));
    }

    private static <T> T orUnavailable(Supplier<T> store) {
        try {
            return store.get();
        } catch (ObjectStoreUnavailableException unavailable) {
            throw Problems.unavailable("The log cannot be read at the moment. Try again in 5 s.");
        }
    }
}
