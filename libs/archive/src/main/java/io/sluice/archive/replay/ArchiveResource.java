package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.web.parameter.OpaqueText;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Lists the archive of an account; for administrators.
@Path("/v1/{accuid}/archive")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "archive")
public class ArchiveResource {
    private static final Log LOG = Log.of(ArchiveResource.class);
    /// The object store may hang for longer than a client waits.
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private static final String ARCHIVE = "archive";

    private final Outages outages = new Outages(LOG);

    private final AccountView accounts;
    private final ListArchive list;

    ArchiveResource(AccountView accounts, ListArchive list) {
        this.accounts = accounts;
        this.list = list;
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

    private AccountFacts known(String accountId) {
        return AccountId.of(accountId).flatMap(accounts::find).orElseThrow(() -> Problems.noAccount(accountId));
    }

    private <T> T orProblem(Supplier<T> request) {
        var answer = CompletableFuture.supplyAsync(request, Thread::startVirtualThread);
        try {
            var result = answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            outages.over(ARCHIVE, "the archive is listed again");
            return result;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ObjectStoreUnavailableException unavailable) {
                throw unavailable(unavailable);
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException silent) {
            throw unavailable(silent);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw unavailable(stop);
        }
    }

    private RuntimeException unavailable(Exception failure) {
        outages.report(ARCHIVE, "the archive is unavailable", cause(failure));
        return Problems.unavailable("The archive does not answer at present. Try again in a moment.");
    }
}
