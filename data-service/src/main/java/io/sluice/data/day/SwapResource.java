package io.sluice.data.day;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.job;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.announcement.AnnouncementSchedule;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.data.copy.CopySchedule;
import io.sluice.data.table.UnusableSchemaException;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.schemas.SchemaServiceUnavailableException;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.FairPermits.Permit;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.AccountScope;
import io.sluice.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The validator makes the accepted rows of a job the data of its day. No gateway leads here.
@Path("/internal/data/{accuid}/{source_type}/{date}")
@RolesAllowed(Roles.VALIDATOR_SERVICE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "internal")
public class SwapResource {
    private static final Log LOG = Log.of(SwapResource.class);

    private final AccountScope accounts;
    private final SwapDays swapDays;
    private final AnnouncementSchedule announcements;
    private final CopySchedule copies;
    private final FairPermits permits;

    SwapResource(
            AccountScope accounts,
            SwapDays swapDays,
            AnnouncementSchedule announcements,
            CopySchedule copies,
            DataSetConfig config) {
        this.accounts = accounts;
        this.swapDays = swapDays;
        this.announcements = announcements;
        this.copies = copies;
        this.permits = new FairPermits(config.swaps(), config.swapsPerAccount());
    }

    @PUT
    @Operation(
            summary = "Make the accepted rows of a job the data of its day",
            description =
                    "Answers after the commit. A repeated request changes nothing, nor does a job that came before the day's current one.")
    public DaySwapped swap(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @PathParam("date") DataDate date,
            @Nullable DaySwap swap) {
        if (swap == null) {
            throw Problems.badRequest("The body is empty, expected a JSON object.");
        }
        var path = JobRef.key(account, source, date);
        if (!path.equals(swap.job().key())) {
            throw Problems.badRequest("The path names the day %s but the job is of the day %s."
                    .formatted(path, swap.job().key()));
        }
        accounts.checkExists(account);
        return switch (permits.acquire(account)) {
            case Permit.Granted permit -> {
                try (permit) {
                    yield answer(swap);
                }
            }
            case Permit.AccountBusy(var limit) ->
                throw Problems.unavailable("Account %s has %d swaps at work, which is its limit. Try again in 5 s."
                        .formatted(account, limit));
            case Permit.ServiceBusy(var limit) ->
                throw Problems.unavailable(
                        "%d swaps are at work, which is the limit. Try again in 5 s.".formatted(limit));
        };
    }

    private DaySwapped answer(DaySwap swap) {
        return switch (result(swap)) {
            case SwapResult.Swapped(var answer) -> {
                announcements.wake();
                copies.wake();
                yield answer;
            }
            case SwapResult.OtherDay(var known) ->
                throw Problems.conflict("Job %s is of the day %s, not %s."
                        .formatted(known.jobId(), known.key(), swap.job().key()));
            case SwapResult.ForeignFile(var file, var prefix) ->
                throw Problems.conflict(
                        "The file has the key %s, expected one that begins with %s.".formatted(file.key(), prefix));
            case SwapResult.DifferentFile(var file, var found) -> throw different(file, found);
            case SwapResult.UnknownSchema unknown ->
                throw Problems.conflict("There is no version %d of the schema of source %s of account %s."
                        .formatted(
                                swap.schemaVersion(),
                                swap.job().sourceType(),
                                swap.job().accountId()));
        };
    }

    private static HttpProblem different(DataFile file, OptionalLong found) {
        return Problems.conflict(
                found.isPresent()
                        ? "The object %s has %d bytes, expected %d."
                                .formatted(file.key(), found.getAsLong(), file.size())
                        : "There is no object %s.".formatted(file.key()));
    }

    private SwapResult result(DaySwap swap) {
        try {
            return swapDays.swap(swap);
        } catch (DatabaseUnavailableException
                | ObjectStoreUnavailableException
                | SchemaServiceUnavailableException
                | TurnNotReachedException unavailable) {
            LOG.warn("a day cannot change now, the validator asks again", job(swap.job()), cause(unavailable));
            throw Problems.unavailable("The day cannot change at present. Try again in 5 s.");
        } catch (UnusableSchemaException unusable) {
            LOG.error(
                    "a day waits because its table cannot take the schema; upgrade data-service or change the schema",
                    job(swap.job()),
                    cause(unusable));
            throw Problems.conflict("The day cannot change: %s.".formatted(unusable.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problems.unavailable("The service stops. Try again in 5 s.");
        }
    }
}
