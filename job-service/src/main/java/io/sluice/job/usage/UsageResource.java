package io.sluice.job.usage;

import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How much of its limits an account uses.
@Path("/v1/{accuid}/usage")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "usage")
public class UsageResource {
    private final AccountView accounts;
    private final UsageStore store;
    private final DataSetUseStore dataSets;
    private final CalculateUsage calculateUsage;

    UsageResource(AccountView accounts, UsageStore store, DataSetUseStore dataSets, CalculateUsage calculateUsage) {
        this.accounts = accounts;
        this.store = store;
        this.dataSets = dataSets;
        this.calculateUsage = calculateUsage;
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(
            summary =
                    "Both meters: what lies in the account's directory, and what it uploaded today; and what its data sets hold")
    public Uni<UsageDocument> usage(@PathParam("accuid") AccountId accountId) {
        var account = accounts.find(accountId).orElseThrow(() -> Problems.noAccount(accountId));
        return Uni.combine()
                .all()
                .unis(store.find(accountId), dataSets.find(accountId))
                .with((measured, held) -> calculateUsage.calculate(account, measured, held));
    }
}
