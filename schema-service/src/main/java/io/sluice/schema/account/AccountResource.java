package io.sluice.schema.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.ListParameters;
import io.sluice.schema.form.PathIds;
import io.sluice.schema.token.Caller;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// `/v1/accounts`
@Path("/v1/accounts")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class AccountResource {
    private static final String NO_STORE = "no-store";

    private final CreateAccount createAccount;
    private final ChangeAccount changeAccount;
    private final Accounts accounts;
    private final AccountDocuments documents;
    private final Caller caller;

    AccountResource(
            CreateAccount createAccount,
            ChangeAccount changeAccount,
            Accounts accounts,
            AccountDocuments documents,
            Caller caller) {
        this.createAccount = createAccount;
        this.changeAccount = changeAccount;
        this.accounts = accounts;
        this.documents = documents;
        this.caller = caller;
    }

    /// One page of a list.
    ///
    /// @param next the cursor of the next page, null on the last one
    record AccountList(
            List<AccountDocument> accounts,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    record PasswordForm(@Nullable String password) {}

    record PasswordDocument(@JsonProperty("accuid") String accountId, SftpLogin sftp) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(AccountForm.class)
    public Uni<RestResponse<NewAccountDocument>> create(byte @Nullable [] body) {
        return createAccount
                .create(Form.read(body, AccountForm.class).body(), caller.userId())
                .map(created -> RestResponse.ResponseBuilder.<NewAccountDocument>created(
                                URI.create("/v1/accounts/" + created.account().accountId()))
                        .entity(documents.fresh(created))
                        .header("Cache-Control", NO_STORE)
                        .build());
    }

    @GET
    public Uni<AccountList> list(@BeanParam ListParameters page) {
        return accounts.after(page.cursor(AccountResource::accountCursor).orElse(""), page.limit() + 1)
                .map(found -> new AccountList(
                        found.stream().limit(page.limit()).map(documents::of).toList(),
                        found.size() > page.limit()
                                ? found.get(page.limit() - 1).accountId().value()
                                : null));
    }

    @GET
    @Path("/{accuid}")
    public Uni<AccountDocument> get(@PathParam("accuid") String accountId) {
        var id = PathIds.account(accountId);
        return accounts.one(id).map(found -> documents.of(found.orElseThrow(() -> PathIds.noAccount(id))));
    }

    @PATCH
    @Path("/{accuid}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(AccountForm.class)
    public Uni<AccountDocument> change(@PathParam("accuid") String accountId, byte @Nullable [] body) {
        return changeAccount
                .change(PathIds.account(accountId), Form.read(body, AccountForm.class), caller.userId())
                .map(documents::of);
    }

    /// Suspends (200, the suspended account); with `?erase=true` erases a suspended one (204).
    @DELETE
    @Path("/{accuid}")
    public Uni<RestResponse<AccountDocument>> delete(
            @PathParam("accuid") String accountId, @QueryParam("erase") @Nullable String erase) {
        var id = PathIds.account(accountId);
        return switch (erase) {
            case "true" -> changeAccount.erase(id, caller.userId()).map(erased -> RestResponse.noContent());
            case "false" -> suspend(id.value());
            case null -> suspend(id.value());
            case String other -> throw Problems.badRequest("erase is \"%s\", expected true or false.".formatted(other));
        };
    }

    /// Empty text means the first page, too.
    private static Optional<String> accountCursor(String text) {
        return Optional.of(text).filter(id -> id.matches("[a-z0-9-]{0,32}"));
    }

    private Uni<RestResponse<AccountDocument>> suspend(String accountId) {
        return changeAccount
                .suspend(PathIds.account(accountId), caller.userId())
                .map(suspended -> RestResponse.ok(documents.of(suspended)));
    }

    @POST
    @Path("/{accuid}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(PasswordForm.class)
    public Uni<RestResponse<PasswordDocument>> setPassword(
            @PathParam("accuid") String accountId, byte @Nullable [] body) {
        var id = PathIds.account(accountId);
        var given = body == null || body.length == 0
                ? null
                : Form.read(body, PasswordForm.class).body().password();
        return changeAccount
                .setPassword(id, given)
                .map(password -> RestResponse.ResponseBuilder.ok(
                                new PasswordDocument(accountId, documents.login(id, password)))
                        .header("Cache-Control", NO_STORE)
                        .build());
    }
}
