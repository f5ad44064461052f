package io.sluice.data.manifest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.day.DayVersion;
import io.sluice.data.difference.CompareVersions;
import io.sluice.data.difference.ComparisonOutcome;
import io.sluice.data.difference.TemporaryFileException;
import io.sluice.events.account.AccountView;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.schemas.SchemaServiceUnavailableException;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What a correction changed: the rows that differ between two versions of a day.
@Path("/v1/{accuid}/sources/{source_type}/data/diff")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "data sets")
public class DifferenceResource {
    private final AccountView accounts;
    private final Days days;
    private final CompareVersions compareVersions;
    private final FairAnswers answers;
    private final Clock clock = Clock.systemUTC();

    DifferenceResource(
            AccountView accounts,
            Days days,
            CompareVersions compareVersions,
            DifferenceConfig config,
            ObjectMapper json,
            Vertx vertx) {
        this.accounts = accounts;
        this.days = days;
        this.compareVersions = compareVersions;
        this.answers = new FairAnswers(
                "comparisons of versions",
                new FairPermits(config.atWork(), config.atWorkPerAccount()),
                config.answerLimits(),
                json,
                vertx);
    }

    /// Two versions of one day.
    private record Versions(DayVersion from, DayVersion to) {}

    @GET
    @Blocking
    @TenantScope(Scope.DATA)
    @Operation(
            summary = "The rows that differ between two versions of a day, by primary key",
            description =
                    "A version can be compared for a day after it was replaced. Changed rows come first, then added ones, then removed ones; the counts are of all pages.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = DifferenceDocument.class)))
    public Response compare(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @BeanParam DifferenceParameters parameters,
            @Context HttpServerRequest request) {
        var date = parameters.date();
        DataResource.checkHasDays(accounts, account, source);
        var limit = parameters.limit();
        var to = to(account, source, date, parameters);
        var versions = new Versions(from(to, parameters), to);
        return answers.answer(account, request, () -> document(versions, parameters, limit));
    }

    private DayVersion to(AccountId account, SourceType source, DataDate date, DifferenceParameters parameters) {
        var current = days.find(account, source, date, OptionalLong.empty())
                .await()
                .indefinitely()
                .orElseThrow(() -> DataResource.noDay(account, source, date));
        return parameters.to().map(job -> kept(current, job)).orElse(current);
    }

    private DayVersion from(DayVersion to, DifferenceParameters parameters) {
        var named = parameters.from();
        if (named.isPresent()) {
            if (named.get().equals(to.job().jobId())) {
                throw Problems.badRequest(
                        "from_job and to_job are both %s, expected two versions.".formatted(named.get()));
            }
            return kept(to, named.get());
        }
        var job = to.job();
        var found = days.versions(job.accountId(), job.sourceType(), job.dataDate(), job.jobId(), 2)
                .await()
                .indefinitely();
        if (found.size() < 2) {
            throw Problems.notFound(
                    "The day %s has no version before that of job %s. If job %s replaced one, it could be compared until %s."
                            .formatted(job.dataDate(), job.jobId(), job.jobId(), end(to.updatedAt())));
        }
        return kept(found.get(1));
    }

    /// The version of a job.
    ///
    /// @param other one of the same day
    private DayVersion kept(DayVersion other, JobId id) {
        var job = other.job();
        return days.versions(job.accountId(), job.sourceType(), job.dataDate(), id, 1).await().indefinitely().stream()
                .filter(version -> version.job().jobId().equals(id))
                .findFirst()
                .map(this::kept)
                .orElseThrow(() -> Problems.notFound(
                        id.compareTo(job.jobId()) < 0
                                ? "The day %s has no version of job %s. If it had one, it could be compared until %s at the latest."
                                        .formatted(job.dataDate(), id, end(other.updatedAt()))
                                : "The day %s has no version of job %s.".formatted(job.dataDate(), id)));
    }

    private DayVersion kept(DayVersion version) {
        var until = version.keptUntil();
        if (until.isPresent() && until.get().isBefore(clock.instant())) {
            throw Problems.notFound("The version of job %s of the day %s was replaced and could be compared until %s."
                    .formatted(version.job().jobId(), version.job().dataDate(), seconds(until.get())));
        }
        return version;
    }

    /// Until when a version could be compared that was replaced at that moment.
    private static Instant end(Instant replaced) {
        return seconds(replaced.plus(DayVersion.KEPT));
    }

    private static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    private DifferenceDocument document(Versions versions, DifferenceParameters parameters, int limit) {
        var start = parameters.place().map(DifferenceCursor::last);
        try {
            return switch (compareVersions.compare(versions.from(), versions.to(), start, limit)) {
                case ComparisonOutcome.Compared(var comparison) ->
                    DifferenceDocument.of(versions.from(), versions.to(), comparison);
                case ComparisonOutcome.FileGone _ ->
                    throw Problems.notFound("The file of one of both versions is not kept any more.");
                case ComparisonOutcome.TooManyRows(var rows, var most) ->
                    throw Problems.unprocessable(
                            "The versions have %d rows together, at most %d can be compared. Fetch both with their snapshot_id and compare them with a tool such as DuckDB."
                                    .formatted(rows, most),
                            List.of());
                case ComparisonOutcome.TooSlow(var most) ->
                    throw Problems.unavailable(
                            "The comparison took longer than %d s. Try again later, or fetch both versions with their snapshot_id."
                                    .formatted(most.toSeconds()));
            };
        } catch (ObjectStoreUnavailableException unavailable) {
            throw Problems.unavailable("The files cannot be read at the moment. Try again in 5 s.");
        } catch (SchemaServiceUnavailableException unavailable) {
            throw Problems.unavailable("The schema cannot be read at the moment. Try again in 5 s.");
        } catch (TemporaryFileException full) {
            throw Problems.unavailable("There is no room for the comparison at the moment. Try again in 5 s.");
        }
    }
}
