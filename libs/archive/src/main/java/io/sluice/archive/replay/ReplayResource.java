package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.job;

import io.sluice.archive.ArchiveMismatchException;
import io.sluice.archive.ObjectMissingException;
import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.volume.VolumeException;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.AccountScope;
import io.sluice.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// `POST /internal/replays`: job-service asks for it when somebody replays a job. No gateway leads here.
@Path("/internal/replays")
@RolesAllowed(Roles.JOB_SERVICE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "internal")
public class ReplayResource {
    private static final Log LOG = Log.of(ReplayResource.class);

    private final AccountScope accounts;
    private final ReplayTurns turns;
    private final ReplayUpload replay;

    ReplayResource(AccountScope accounts, ReplayTurns turns, ReplayUpload replay) {
        this.accounts = accounts;
        this.turns = turns;
        this.replay = replay;
    }

    @POST
    @ResponseStatus(202)
    @Operation(
            summary = "Make a new job of the file of an ended job",
            description = "Answers when the file's bytes are copied and checked; its validation follows.")
    public UploadClaimed replay(@Nullable ReplayRequest request) {
        if (request == null) {
            throw Problems.badRequest("The body is empty, expected a JSON object.");
        }
        accounts.checkExists(request.job().accountId());
        return switch (result(request)) {
            case ReplayResult.Claimed(var claim) -> claim;
            case ReplayResult.LaterAttempt(var which) ->
                throw Problems.conflict(
                        "%s A replay of job %s would replace it; send {\"force\": true} to replay it all the same."
                                .formatted(which, request.job().jobId()));
            case ReplayResult.OverLimit() ->
                throw Problems.conflict(
                        "Account %s is over a limit and may only read; replay the job when there is room or its day has ended."
                                .formatted(request.job().accountId()));
            case ReplayResult.NoFile() ->
                throw Problems.notFound(
                        "The file of job %s is neither in its folder nor in the archive any more; upload it again."
                                .formatted(request.job().jobId()));
            case ReplayResult.AtWork() ->
                throw Problems.unavailable(
                        "A request with the same Idempotency-Key is at work. Try again in a minute.");
            case ReplayResult.ForeignKey(var jobId) ->
                throw Problems.conflict("The Idempotency-Key was used for the replay of job %s.".formatted(jobId));
        };
    }

    private ReplayResult result(ReplayRequest request) {
        try {
            return turns.take(request.job().accountId(), () -> replay.replay(request));
        } catch (ObjectStoreUnavailableException | VolumeException unavailable) {
            LOG.warn("a job cannot be replayed now", job(request.job()), cause(unavailable));
            throw Problems.unavailable("The files cannot be reached at present. Try again in a moment.");
        } catch (ObjectMissingException removed) {
            LOG.info("an archived file was removed while it was read", job(request.job()), cause(removed));
            throw Problems.notFound("The archived file was removed a moment ago.");
        } catch (ArchiveMismatchException damaged) {
            LOG.error("the file of a job is damaged", job(request.job()), cause(damaged));
            throw Problems.conflict("The file is damaged: " + damaged.getMessage() + ".");
        }
    }
}
