package io.sluice.schema.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import io.sluice.schema.request.Bodies;
import io.sluice.schema.request.Caller;
import io.sluice.schema.request.ListParameters;
import io.sluice.schema.request.Refusals;
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
    private final AccountStore accounts;
    private final AccountDocuments documents;
    private final Caller caller;

    AccountResource(
            CreateAccount createAccount,
            ChangeAccount changeAccount,
            AccountStore accounts,
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
                .create(Bodies.read(body, AccountForm.class), caller.userId())
                .map(creation -> switch (creation) {
                    case AccountCreation.Created created ->
                        RestResponse.ResponseBuilder.<NewAccountDocument>created(URI.create(
                                        "/v1/accounts/" + created.account().accountId()))
                                .entity(documents.fresh(created))
                                .header("Cache-Control", NO_STORE)
                                .build();
                    case AccountCreation.Refused(var errors) -> throw Refusals.refused("The account", errors);
                    case AccountCreation.Taken(var id) ->
                        throw Problems.conflict(
                                "Account %s exists already; change it by PATCH /v1/accounts/%s.".formatted(id, id));
                    case AccountCreation.Erased(var id) ->
                        throw Problems.conflict(
                                "Account %s was erased; its id is not given again, choose another one.".formatted(id));
                });
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
    public Uni<AccountDocument> get(@PathParam("accuid") AccountId id) {
        return accounts.one(id).map(found -> documents.of(found.orElseThrow(() -> Problems.noAccount(id))));
    }

    @PATCH
    @Path("/{accuid}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(AccountForm.class)
    public Uni<AccountDocument> change(@PathParam("accuid") AccountId id, byte @Nullable [] body) {
        return changeAccount
                .change(id, Bodies.form(body, AccountForm.class), caller.userId())
                .map(change -> document(id, change));
    }

    /// Suspends (200, the suspended account); with `?erase=true` erases a suspended one (204).
    @DELETE
    @Path("/{accuid}")
    public Uni<RestResponse<AccountDocument>> delete(
            @PathParam("accuid") AccountId id, @QueryParam("erase") @Nullable String erase) {
        return switch (erase) {
            case "true" -> erase(id);
            case "false" -> suspend(id);
            case null -> suspend(id);
            case String other -> throw Problems.badRequest("erase is \"%s\", expected true or false.".formatted(other));
        };
    }

    /// Empty text means the first page, too.
    private static Optional<String> accountCursor(String text) {
        return Optional.of(text).filter(id -> id.matches("[a-z0-9-]{0,32}"));
    }

    private Uni<RestResponse<AccountDocument>> suspend(AccountId id) {
        return changeAccount.suspend(id, caller.userId()).map(change -> RestResponse.ok(document(id, change)));
    }

    private Uni<RestResponse<AccountDocument>> erase(AccountId id) {
        return changeAccount.erase(id, caller.userId()).map(erasure -> switch (erasure) {
            case AccountErasure.Erased erased -> RestResponse.noContent();
            case AccountErasure.StillActive active ->
                throw Problems.conflict(
                        "Account %s is active; suspend it first by DELETE /v1/accounts/%s, then erase it."
                                .formatted(id, id));
            case AccountErasure.Unknown unknown -> throw Problems.noAccount(id);
        });
    }

    private AccountDocument document(AccountId id, AccountChange change) {
        return switch (change) {
            case AccountChange.Changed(var account) -> documents.of(account);
            case AccountChange.Refused(var errors) -> throw Refusals.refused("The change", errors);
            case AccountChange.Unknown unknown -> throw Problems.noAccount(id);
        };
    }

    @POST
    @Path("/{accuid}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(PasswordForm.class)
    public Uni<RestResponse<PasswordDocument>> setPassword(@PathParam("accuid") AccountId id, byte @Nullable [] body) {
        var given = body == null || body.length == 0
                ? null
                : Bodies.read(body, PasswordForm.class).password();
        return changeAccount.setPassword(id, given).map(change -> switch (change) {
            case PasswordChange.Changed(var password) ->
                RestResponse.ResponseBuilder.ok(new PasswordDocument(id.value(), documents.login(id, password)))
                        .header("Cache-Control", NO_STORE)
                        .build();
            case PasswordChange.Refused(var errors) -> throw Refusals.refused("The password", errors);
            case PasswordChange.Unknown unknown -> throw Problems.noAccount(id);
        });
    }
}
