package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;

import io.sluice.archive.ArchiveMismatchException;
import io.sluice.archive.ObjectMissingException;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.file.JobId;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.web.parameter.OpaqueText;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/// Lists the archive of an account and replays files of it; for administrators.
@Path("/v1/{accuid}/archive")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "archive")
public class ArchiveResource {
    private static final Log LOG = Log.of(ArchiveResource.class);

    private final AccountView accounts;
    private final ListArchive list;
    private final ReplayUpload replay;

    ArchiveResource(AccountView accounts, ListArchive list, ReplayUpload replay) {
        this.accounts = accounts;
        this.list = list;
        this.replay = replay;
    }

    @GET
    @Operation(summary = "Archived files, by source, data date and job")
    public ArchiveDocument list(@PathParam("accuid") String accountId, @BeanParam ArchiveParameters parameters) {
        var account = known(accountId);
        var query = parameters.query(account.accountId());
        var limit = parameters.limit();
        var page = orProblem(() -> list.page(query, limit));
        return ArchiveDocument.of(page, page.last().map(OpaqueText::write));
    }

    @POST
    @Path("/{job_id}/replay")
    @ResponseStatus(202)
    @Operation(
            summary = "Make a new job of an archived file",
            description = "Answers when the file's bytes are back and checked; its validation follows.")
    public ReplayDocument replay(@PathParam("accuid") String accountId, @PathParam("job_id") String jobId) {
        var account = known(accountId);
        if (account.state() == AccountState.ERASED) {
            throw Problems.conflict("Account %s is erased, nothing of it is replayed.".formatted(accountId));
        }
        return JobId.of(jobId)
                .flatMap(job -> orProblem(() -> replay.replay(account.accountId(), job)))
                .map(job -> ReplayDocument.of(job, jobId))
                .orElseThrow(() -> Problems.notFound(
                        "The archive of account %s holds no file of job %s; files are archived some days after their job."
                                .formatted(accountId, jobId)));
    }

    private AccountFacts known(String accountId) {
        return AccountId.of(accountId).flatMap(accounts::find).orElseThrow(() -> Problems.noAccount(accountId));
    }

    private static <T> T orProblem(Supplier<T> request) {
        try {
            return request.get();
        } catch (ObjectStoreUnavailableException | VolumeUnavailableException unavailable) {
            LOG.warn("the archive is unavailable", cause(unavailable));
            throw Problems.unavailable("The archive does not answer at present. Try again in a moment.");
        } catch (ObjectMissingException removed) {
            LOG.info("an archived file was removed while it was read", cause(removed));
            throw Problems.notFound("The archived file was removed a moment ago.");
        } catch (ArchiveMismatchException damaged) {
            LOG.error("an archived file is damaged", cause(damaged));
            throw Problems.conflict("The archived file is damaged: " + damaged.getMessage() + ".");
        }
    }
}
