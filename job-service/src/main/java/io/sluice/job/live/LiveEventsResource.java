package io.sluice.job.live;

import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/// The live stream of an account's job events (SSE): `claimed`, `progress`, `finished`, each with the state
/// of the job after it.
@Path("/v1/{accuid}/events")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Tag(name = "jobs")
public class LiveEventsResource {
    private static final Log LOG = Log.of(LiveEventsResource.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final AccountView accounts;
    private final LiveEvents events;
    private final LiveEventsConfig config;
    private final OpenStreams open;
    private final JsonWebToken token;
    private final Clock clock = Clock.systemUTC();

    LiveEventsResource(
            AccountView accounts, LiveEvents events, LiveEventsConfig config, OpenStreams open, JsonWebToken token) {
        this.accounts = accounts;
        this.events = events;
        this.config = config;
        this.open = open;
        this.token = token;
    }

    @GET
    @TenantScope(Scope.READ)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(summary = "Live job events, from now on")
    public Multi<OutboundSseEvent> stream(
            @PathParam("accuid") AccountId accountId, @Context Sse sse, @Context HttpServerRequest request) {
        var account = accounts.find(accountId)
                .orElseThrow(() -> Problems.noAccount(accountId))
                .accountId();
        var streamToken = streamToken(account);
        var changes = events.of(account, config.buffer()).map(event -> write(event, sse));
        var heartbeats = Multi.createFrom()
                .ticks()
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> comment("alive", sse));
        if (!open.tryOpen(account)) {
            throw Problems.tooManyRequests(
                    "Account %s has %d live streams open, which is the limit. Close one, or try again in %d s."
                            .formatted(account, config.maxStreams(), RETRY.toSeconds()),
                    RETRY);
        }
        var opening = Multi.createFrom().item(comment("open", sse));
        return Multi.createBy()
                .merging()
                .streams(opening, changes, heartbeats)
                .select()
                .first(event -> streamToken.isValid(accounts, clock))
                .onFailure(BackPressureFailure.class)
                .invoke(() -> close(account, request))
                .onTermination()
                .invoke(() -> open.close(account));
    }

    /// The headers alone. A stream would never end: its client takes it for ended and asks no more, and what
    /// is sent into it never reaches the network, so nobody would notice that the client is gone.
    @HEAD
    @TenantScope(Scope.READ)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Response head(@PathParam("accuid") AccountId accountId) {
        if (accounts.find(accountId).isEmpty()) {
            throw Problems.noAccount(accountId);
        }
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build();
    }

    private StreamToken streamToken(AccountId account) {
        return new StreamToken(
                account,
                !token.getGroups().contains(Roles.ADMIN),
                token.getTokenID(),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }

    private static void close(AccountId account, HttpServerRequest request) {
        LOG.info("live stream closed, the client reads too slowly", LogFields.account(account));
        request.connection().close();
    }

    private static OutboundSseEvent write(LiveEvent event, Sse sse) {
        return sse.newEventBuilder()
                .name(event.change().word())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(event.document())
                .build();
    }

    private static OutboundSseEvent comment(String text, Sse sse) {
        return sse.newEventBuilder().comment(text).build();
    }
}
