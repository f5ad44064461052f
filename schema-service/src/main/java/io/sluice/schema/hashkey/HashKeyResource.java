package io.sluice.schema.hashkey;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.log.Log;
import io.sluice.schema.request.Caller;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// `/v1/accounts/{accuid}/hash-key`
@Path("/v1/accounts/{accuid}/hash-key")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class HashKeyResource {
    private static final Log LOG = Log.of(HashKeyResource.class);

    /// As long as the hash of HMAC-SHA-256 (RFC 2104, section 3).
    private static final int KEY_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HashKeyStore keys;
    private final Caller caller;
    private final Clock clock;

    HashKeyResource(HashKeyStore keys, Caller caller, Clock clock) {
        this.keys = keys;
        this.caller = caller;
        this.clock = clock;
    }

    /// What is said of a key. The key itself is never shown.
    ///
    /// @param madeAt epoch seconds
    record HashKeyDocument(@JsonProperty("accuid") String accountId, long madeAt, long madeBy) {}

    /// Makes a key. Sensitive values of policy `hash` are hashed with it from now on. What is stored already
    /// keeps its hashes, so the two do not match: an entity whose key is a hash is not found again. Therefore
    /// `?replace=true` alone replaces a key.
    @POST
    public Uni<RestResponse<HashKeyDocument>> make(
            @PathParam("accuid") AccountId account, @QueryParam("replace") @Nullable String replace) {
        var key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        var now = clock.instant();
        var by = caller.userId();
        return keys.make(account, key, now, by, isTrue(replace)).map(making -> switch (making) {
            case HashKeyMaking.Made(var replaced) -> {
                LOG.info(
                        replaced ? "the hash key of an account was replaced" : "a hash key was made for an account",
                        account(account),
                        field("by", by));
                yield RestResponse.status(
                        RestResponse.Status.CREATED, new HashKeyDocument(account.value(), now.getEpochSecond(), by));
            }
            case HashKeyMaking.Present(var madeAt) ->
                throw Problems.conflict(
                        "Account %s has a hash key since %s. With ?replace=true it gets another one; hashes made before do not match those made afterwards."
                                .formatted(account, madeAt.truncatedTo(ChronoUnit.SECONDS)));
            case HashKeyMaking.UnknownAccount unknown -> throw Problems.noAccount(account);
        });
    }

    private static boolean isTrue(@Nullable String replace) {
        return switch (replace) {
            case "true" -> true;
            case "false" -> false;
            case null -> false;
            case String other ->
                throw Problems.badRequest("replace is \"%s\", expected true or false.".formatted(other));
        };
    }
}
