package io.sluice.job.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.job.history.BatchJob;
import io.sluice.job.history.JobDocument;
import io.sluice.job.history.PathParameters;
import io.sluice.job.history.SourceNames;
import io.sluice.web.body.FairPermits;
import io.sluice.web.json.StrictBodies;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Checks the file of an ended job again, as a new job.
@Path("/v1/{accuid}/jobs/{job_id}/replay")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class ReplayResource {
    private static final int LONGEST_KEY = 200;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final ObjectMapper BODIES = StrictBodies.strict(SluiceJson.mapper());

    private final PathParameters path;
    private final SourceNames names;
    private final ReplayJob replay;
    private final FairPermits atWork;

    ReplayResource(PathParameters path, SourceNames names, ReplayJob replay, FairPermits atWork) {
        this.path = path;
        this.names = names;
        this.replay = replay;
        this.atWork = atWork;
    }

    /// The body is read here, because a request without one need not name its type.
    @POST
    @TenantScope(Scope.WRITE)
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    @Operation(
            summary = "Check the file of an ended job again, as a new job",
            description =
                    "The file comes from processed/, invalid/ or the archive and stays there. The new job becomes the"
                            + " latest attempt of its day; 409 when a later attempt exists, waits or runs, unless force is"
                            + " true. A repeat with the same Idempotency-Key within a day makes no second job.")
    @APIResponse(
            responseCode = "202",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    public Uni<JobDocument> replay(
            @PathParam("accuid") AccountId accountId,
            @PathParam("job_id") JobId jobId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ReplayDocument.class)))
                    byte @Nullable [] body,
            @Context SecurityContext caller) {
        var account = path.account(accountId);
        var key = Optional.ofNullable(idempotencyKey).map(ReplayResource::checked);
        var force = force(body);
        var admin = caller.isUserInRole(Roles.ADMIN);
        return path.fileJob(account, jobId, ReplayResource::ofBatch)
                .chain(job -> permitted(
                        accountId,
                        () -> admin
                                ? replay.replay(job, force, key)
                                : replay.replay(
                                        job, force, key, account.limits().dailyUploadLimitBytes())))
                .map(result -> switch (result) {
                    case ReplayJob.Result.Replayed(var job) -> JobDocument.of(job, names.of(job));
                    case ReplayJob.Result.StillRuns() ->
                        throw Problems.conflict(
                                "Job %s still runs; it can be replayed when it has ended.".formatted(jobId));
                    case ReplayJob.Result.TooMany(var jobs, var bytes, var retryAfter) ->
                        throw Problems.tooManyRequests(
                                "Account %s may replay %d jobs an hour and %d bytes a day, and has done so. Try again in %d s."
                                        .formatted(accountId, jobs, bytes, retryAfter.toSeconds()),
                                retryAfter);
                    case ReplayJob.Result.Refused(var status, var detail) ->
                        throw switch (status) {
                            case 404 -> Problems.notFound(detail);
                            case 409 -> Problems.conflict(detail);
                            default -> Problems.unavailable(detail, RETRY_AFTER);
                        };
                });
    }

    private static RuntimeException ofBatch(BatchJob job) {
        return Problems.conflict(
                "Job %s is batch %s, and only files can be replayed. Send the records again as a new batch."
                        .formatted(job.jobId(), job.batch()));
    }

    /// Runs one of the replays that the account may have at work at the same time.
    private Uni<ReplayJob.Result> permitted(AccountId account, Supplier<Uni<ReplayJob.Result>> work) {
        return switch (atWork.acquire(account)) {
            case FairPermits.Permit.Granted granted ->
                Uni.createFrom().deferred(work::get).onTermination().invoke(granted::close);
            case FairPermits.Permit.AccountBusy(var limit) ->
                throw Problems.tooManyRequests(
                        "Account %s has %d replays at work, which is the limit. Try again when one has ended."
                                .formatted(account, limit),
                        RETRY_AFTER);
            case FairPermits.Permit.ServiceBusy(var limit) ->
                throw Problems.unavailable(
                        "%d replays are at work, which is the limit. Try again in a moment.".formatted(limit),
                        RETRY_AFTER);
        };
    }

    private static boolean force(byte @Nullable [] body) {
        try {
            return body != null
                    && !new String(body, StandardCharsets.UTF_8).isBlank()
                    && Optional.ofNullable(BODIES.readValue(body, ReplayDocument.class))
                            .flatMap(ReplayDocument::force)
                            .orElse(false);
        } catch (JsonProcessingException unreadable) {
            throw Problems.badRequest("The body cannot be read (%s), expected none or {\"force\": true}."
                    .formatted(unreadable.getOriginalMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    private static String checked(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problems.badRequest(
                    "Idempotency-Key has %d characters, expected 1 to %d.".formatted(key.length(), LONGEST_KEY));
        }
        return key;
    }
}
