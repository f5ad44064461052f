package io.sluice.data.manifest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.data.day.DayVersion;
import io.sluice.data.snapshot.EntitySource;
import io.sluice.events.account.AccountView;
import io.sluice.web.parameter.DatedPageParameters;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The data set of one source: what its days hold, and where.
@Path("/v1/{accuid}/sources/{source_type}/data")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "data sets")
public class DataResource {
    private final AccountView accounts;
    private final Days days;
    private final EntitySnapshots entities;
    private final FileLinks links;
    private final Clock clock = Clock.systemUTC();

    DataResource(AccountView accounts, Days days, EntitySnapshots entities, FileLinks links) {
        this.accounts = accounts;
        this.days = days;
        this.entities = entities;
        this.links = links;
    }

    @GET
    @TenantScope(Scope.DATA)
    @Operation(
            summary = "The files of one day, or of the snapshot of entities",
            description =
                    "A source of kind days needs a date, one of kind entities takes none. Each address is valid for an hour and needs no token: GET, HEAD and Range. Ask again for fresh ones; snapshot_id asks for the same version while its files are kept, a day after it was replaced.")
    public Uni<ManifestDocument> manifest(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @QueryParam("date") @Nullable DataDate date,
            @QueryParam("snapshot_id")
                    @Parameter(description = "as a manifest named it; the current version by default")
                    @Nullable
                    String snapshotId) {
        if (date == null) {
            return entities(account, source, snapshotId);
        }
        checkHasDays(accounts, account, source);
        var snapshot = snapshot(snapshotId);
        return days.find(account, source, date, snapshot)
                .map(found -> found.filter(version -> isKept(version.replacedAt()))
                        .map(version -> ManifestDocument.of(version, links))
                        .orElseThrow(() -> snapshot.isEmpty()
                                ? noDay(account, source, date)
                                : Problems.notFound(
                                        "Source %s has no data of the day %s in the snapshot %s, or it was replaced more than a day ago."
                                                .formatted(source, date, snapshotId))));
    }

    @GET
    @Path("/days")
    @TenantScope(Scope.DATA)
    @Operation(summary = "The days that have data, newest first; an emptied day has 0 rows")
    public Uni<DayListDocument> list(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @BeanParam DatedPageParameters parameters) {
        checkHasDays(accounts, account, source);
        var limit = parameters.limit();
        return days.list(account, source, parameters.dates(), parameters.cursor(DayCursor::read), limit + 1)
                .map(found -> DayListDocument.of(found, limit));
    }

    static HttpProblem noDay(AccountId account, SourceType source, DataDate date) {
        return Problems.notFound(
                "Source %s has no data of the day %s. The days are listed at /v1/%s/sources/%s/data/days."
                        .formatted(source, date, account, source));
    }

    private Uni<ManifestDocument> entities(AccountId account, SourceType source, @Nullable String snapshotId) {
        if (kind(accounts, account, source) != SourceKind.ENTITIES) {
            throw Problems.badRequest("date is missing, expected a data date YYYYMMDD.");
        }
        var snapshot = snapshot(snapshotId);
        return entities.find(new EntitySource(account, source), snapshot)
                .map(found -> found.filter(version -> isKept(version.replacedAt()))
                        .map(version -> ManifestDocument.of(version, links))
                        .orElseThrow(() -> Problems.notFound(
                                snapshot.isEmpty()
                                        ? "Source %s has no snapshot yet. One is taken soon after the first batch."
                                                .formatted(source)
                                        : "Source %s has no snapshot %s, or it was replaced more than a day ago."
                                                .formatted(source, snapshotId))));
    }

    private boolean isKept(Optional<Instant> replacedAt) {
        return replacedAt
                .filter(replaced -> replaced.plus(DayVersion.KEPT).isBefore(clock.instant()))
                .isEmpty();
    }

    private static OptionalLong snapshot(@Nullable String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            if (text.matches("[0-9]{1,19}")) {
                return OptionalLong.of(Long.parseLong(text));
            }
        } catch (NumberFormatException tooLarge) {
            throw noSnapshot(text);
        }
        throw noSnapshot(text);
    }

    private static RuntimeException noSnapshot(String text) {
        return Problems.badRequest("snapshot_id is \"%s\", expected the number that a manifest named.".formatted(text));
    }

    /// Those of a retired source stay readable.
    static void checkHasDays(AccountView accounts, AccountId account, SourceType source) {
        if (kind(accounts, account, source) != SourceKind.DAYS) {
            throw Problems.notFound("Source %s of account %s is of the kind entities: it takes batches and has no days."
                    .formatted(source, account));
        }
    }

    /// That of a retired source, too: its data stays readable.
    private static SourceKind kind(AccountView accounts, AccountId accountId, SourceType sourceType) {
        return accounts.find(accountId)
                .orElseThrow(() -> Problems.noAccount(accountId))
                .source(sourceType)
                .orElseThrow(() -> Problems.noSource(accountId, sourceType))
                .kind();
    }
}
