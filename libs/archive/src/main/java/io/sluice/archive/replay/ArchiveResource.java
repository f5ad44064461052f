package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
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

    private static <T> T orProblem(Supplier<T> request) {
        try {
            return request.get();
        } catch (ObjectStoreUnavailableException unavailable) {
            LOG.warn("the archive is unavailable", cause(unavailable));
            throw Problems.unavailable("The archive does not answer at present. Try again in a moment.");
        }
    }
}
