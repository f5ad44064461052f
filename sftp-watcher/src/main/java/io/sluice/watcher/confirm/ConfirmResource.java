package io.sluice.watcher.confirm;

import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.volume.VolumeException;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Confirms uploads that may be cut; for administrators.
@Path("/v1/{accuid}/files/confirm")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "files")
class ConfirmResource {
    private static final Log LOG = Log.of(ConfirmResource.class);

    private final AccountView accounts;
    private final ConfirmUpload confirm;

    ConfirmResource(AccountView accounts, ConfirmUpload confirm) {
        this.accounts = accounts;
        this.confirm = confirm;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Confirm an upload that may be cut",
            description =
                    "For an upload that the SFTP server's log does not mention and that came while the volume was full. Confirmed is the file as it lies there: another size or mtime needs another confirmation.")
    public ConfirmedDocument confirm(@PathParam("accuid") String accountId, @Nullable ConfirmForm form) {
        var account = known(accountId);
        var path = form == null ? null : form.path();
        if (path == null) {
            throw Problems.badRequest(
                    "path is missing, expected the upload as its account sees it, e.g. /sources/order/20200125_order.csv.");
        }
        return switch (confirmed(account, path)) {
            case ConfirmResult.Confirmed(var size) -> new ConfirmedDocument(path, size);
            case ConfirmResult.NothingThere() ->
                throw Problems.notFound("No upload of account %s waits at %s.".formatted(accountId, path));
            case ConfirmResult.Refused(var reason) -> throw Problems.conflict("%s: %s".formatted(path, reason));
        };
    }

    private ConfirmResult confirmed(AccountFacts account, String path) {
        try {
            return confirm.confirm(account, path);
        } catch (VolumeException unavailable) {
            LOG.warn("an upload cannot be confirmed", cause(unavailable));
            throw Problems.unavailable("The SFTP volume does not answer at present. Try again in a moment.");
        }
    }

    private AccountFacts known(String accountId) {
        return AccountId.of(accountId).flatMap(accounts::find).orElseThrow(() -> Problems.noAccount(accountId));
    }
}
