package io.sluice.batch.upload;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.batch.access.SignedRequests;
import io.sluice.batch.address.SignedAddresses.Purpose;
import io.sluice.batch.problem.BatchProblems;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchState;
import io.sluice.batch.traffic.DailyMeter;
import io.sluice.batch.traffic.DailyMeter.Room;
import io.sluice.batch.upload.UploadPlaces.Place;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.web.body.BodyIntake;
import io.sluice.web.body.BodyLimits;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits.Permit;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Takes the file of one batch. Its signed address is the credential, so nothing else is asked for.
@Path("/v2/uploads/{uuid}")
@Tag(name = "batches")
public class UploadResource {
    private static final Log LOG = Log.of(UploadResource.class);
    private static final String WHAT = "uploads";

    private final SignedRequests requests;
    private final ReceiveUpload receiveUpload;
    private final DailyMeter meter;
    private final UploadPlaces places;
    private final UploadConfig config;
    private final Vertx vertx;

    UploadResource(
            SignedRequests requests,
            ReceiveUpload receiveUpload,
            DailyMeter meter,
            UploadPlaces places,
            UploadConfig config,
            Vertx vertx) {
        this.requests = requests;
        this.receiveUpload = receiveUpload;
        this.meter = meter;
        this.places = places;
        this.config = config;
        this.vertx = vertx;
    }

    /// What refuses an upload is asked before its body is: a client that waits for `100 Continue` then sends
    /// nothing. No `@Consumes`, which would refuse a type that is none.
    @PUT
    @PermitAll
    @Operation(
            summary = "Sends the file of a batch to the address that its allocation answered",
            description =
                    "Content-Md5: the base64 of the 16 MD5 bytes. The Content-Type does not matter. The answer is empty.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "200", description = "The file is stored and will be processed")
    public Uni<Response> upload(
            @PathParam("uuid") String uuid,
            @QueryParam("exp") @Nullable String expiry,
            @QueryParam("kid") @Nullable String keyId,
            @QueryParam("sig") @Nullable String signature,
            @HeaderParam("Content-Md5") @Nullable String contentMd5,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String contentLength,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context HttpServerRequest request) {
        var eventLoop = eventLoop();
        return requests.signed(Purpose.UPLOAD, uuid, expiry, keyId, signature)
                .emitOn(eventLoop)
                .chain(batch -> {
                    var account = requests.active(batch);
                    check(batch, contentMd5, contentLength, contentType);
                    return meter.reserve(
                            account,
                            batch.size(),
                            room -> room.emitOn(eventLoop)
                                    .invoke(found -> check(found, batch))
                                    .chain(() -> receive(batch, account, contentType, request, eventLoop)));
                });
    }

    private static void check(
            Batch batch, @Nullable String contentMd5, @Nullable String contentLength, @Nullable String contentType) {
        if (batch.state() != BatchState.ALLOCATED) {
            throw tooLate(batch);
        }
        if (contentMd5 != null) {
            ContentMd5.complaint(contentMd5, batch.checksum()).ifPresent(complaint -> {
                throw Problems.badRequest(complaint);
            });
        }
        if (contentLength != null && !contentLength.equals(Long.toString(batch.size()))) {
            throw wrongLength(batch, contentLength + " bytes", contentType);
        }
    }

    private static void check(Room room, Batch batch) {
        switch (room) {
            case Room.Enough enough -> {}
            case Room.Full full -> throw BatchProblems.dayIsFull(full);
            case Room.Awaited(var left) ->
                throw Problems.tooManyRequests(
                        String.format(
                                Locale.ROOT,
                                "Of the account's day %,d bytes are left, and its uploads under way may need them: %,d bytes do not fit beside them. Try again in %d s.",
                                left,
                                batch.size(),
                                BodyProblems.RETRY_AFTER.toSeconds()),
                        BodyProblems.RETRY_AFTER);
        }
    }

    private Uni<Response> receive(
            Batch batch,
            AccountFacts account,
            @Nullable String contentType,
            HttpServerRequest request,
            Executor eventLoop) {
        var limits = new BodyLimits(batch.size(), config.uploadIdleTimeout(), config.uploadTimeout());
        return switch (places.acquire(batch.account())) {
            case Place.Granted place ->
                receiveUpload
                        .receive(
                                batch,
                                meter.today(account),
                                upload -> {
                                    place.holds(upload);
                                    return BodyIntake.receive(vertx, request, upload, limits);
                                },
                                () -> requests.isActive(batch),
                                eventLoop)
                        .onTermination()
                        .invoke(place::close)
                        .map(result -> answer(batch, result, contentType, limits))
                        .onFailure(ObjectStoreUnavailableException.class)
                        .transform(failure -> notStored(batch, failure));
            case Place.AccountBusy(var limit) ->
                throw BodyProblems.busy(batch.account(), WHAT, new Permit.AccountBusy(limit));
            case Place.ServiceBusy(var limit) -> throw BodyProblems.busy(WHAT, new Permit.ServiceBusy(limit));
        };
    }

    private static HttpProblem notStored(Batch batch, Throwable failure) {
        LOG.warn(
                "upload not stored, its client is asked to try again",
                LogFields.account(batch.account()),
                LogFields.field("batch", batch.ref()),
                LogFields.cause(failure));
        return Problems.unavailable(
                "The file cannot be stored at the moment, and the batch still waits for it. Send it again in %d s."
                        .formatted(BodyProblems.RETRY_AFTER.toSeconds()),
                BodyProblems.RETRY_AFTER);
    }

    private Response answer(Batch batch, UploadResult result, @Nullable String contentType, BodyLimits limits) {
        return switch (result) {
            case UploadResult.Stored stored -> stored(batch);
            case UploadResult.TooLate tooLate -> throw tooLate(batch);
            case UploadResult.Corrupted corrupted ->
                throw Problems.badRequest(
                        "The bytes that arrived do not have the checksum %s of the allocation. Nothing is stored, and the batch is corrupted for good: allocate a new one with the checksum of the file."
                                .formatted(batch.checksum()));
            case UploadResult.TooShort(var bytes) -> throw wrongLength(batch, bytes + " bytes", contentType);
            case UploadResult.TooLong tooLong ->
                throw wrongLength(batch, "more than %d bytes".formatted(batch.size()), contentType);
            case UploadResult.TooSlow tooSlow -> throw BodyProblems.tooSlow(limits);
            case UploadResult.GaveWay(var bytes) ->
                throw Problems.requestTimeout(
                        "The body came slowly while others waited for a place: %d bytes came, expected at least %d a second then. Send it again in %d s."
                                .formatted(
                                        bytes,
                                        config.slowestUpload().asLongValue(),
                                        BodyProblems.RETRY_AFTER.toSeconds()));
            case UploadResult.BrokenOff brokenOff -> throw BodyProblems.brokenOff();
            case UploadResult.NotAdmitted notAdmitted -> throw requests.refusal(batch);
        };
    }

    private static Response stored(Batch batch) {
        LOG.info(
                "batch stored",
                LogFields.account(batch.account()),
                LogFields.field("batch", batch.ref()),
                LogFields.field("bytes", batch.size()));
        return Response.ok().build();
    }

    private static HttpProblem tooLate(Batch batch) {
        return Problems.conflict(
                "Batch %s does not wait for its file any more: a file was sent before. GET %s says what became of it."
                        .formatted(batch.ref(), "/v2/batches/" + batch.ref()));
    }

    private static HttpProblem wrongLength(Batch batch, String sent, @Nullable String contentType) {
        var isForm = contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/");
        return Problems.badRequest("The body has %s, but the batch was allocated with the size %d.%s"
                .formatted(
                        sent,
                        batch.size(),
                        isForm
                                ? " It is a multipart form, expected the bytes of the file alone (curl -T file, not -F)."
                                : " Send all bytes of the file and nothing else."));
    }

    private Executor eventLoop() {
        var context = vertx.getOrCreateContext();
        return task -> context.runOnContext(run -> task.run());
    }
}
