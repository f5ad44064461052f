package io.sluice.job.history;

import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.job.folder.UnclaimedFile;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The jobs of one source: the latest for a data date, or all of them.
@Path("/v1/{accuid}/sources/{source_type}")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class SourceJobsResource {
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final PathParameters path;
    private final FindLatestJob findLatestJob;
    private final ListJobs jobs;
    private final SourceNames names;
    private final FairAnswers answers;

    SourceJobsResource(
            PathParameters path, FindLatestJob findLatestJob, ListJobs jobs, SourceNames names, FairAnswers answers) {
        this.path = path;
        this.findLatestJob = findLatestJob;
        this.jobs = jobs;
        this.names = names;
        this.answers = answers;
    }

    @GET
    @TenantScope(Scope.READ)
    @Path("/job")
    @Operation(summary = "The latest attempt for a data date")
    public Uni<JobDocument> latest(
            @PathParam("accuid") AccountId accountId,
            @PathParam("source_type") SourceType sourceType,
            @QueryParam("date") @Nullable DataDate date) {
        var account = path.account(accountId);
        var source = path.source(account, sourceType);
        var day = required(date);
        return findLatestJob
                .find(account.accountId(), source.sourceType(), day)
                .map(latest -> document(latest, account.accountId(), source, day));
    }

    @GET
    @TenantScope(Scope.READ)
    @Path("/jobs")
    @Operation(summary = "All attempts, newest first; of a source of kind entities its batches")
    @APIResponseSchema(JobListDocument.class)
    public Uni<Response> history(
            @PathParam("accuid") AccountId accountId,
            @PathParam("source_type") SourceType sourceType,
            @BeanParam HistoryParameters parameters,
            @Context HttpServerRequest request) {
        var account = path.account(accountId);
        var source = path.source(account, sourceType);
        return jobs.list(parameters.query(account.accountId(), source), parameters.limit())
                .map(page -> answers.answerMade(accountId, request, JobListDocument.of(page, names)));
    }

    private static DataDate required(@Nullable DataDate date) {
        if (date == null) {
            throw Problems.badRequest(
                    "The query parameter date is missing, expected a data date YYYYMMDD, e.g. date=20200125.");
        }
        return date;
    }

    private static JobDocument document(LatestJob latest, AccountId account, Source source, DataDate day) {
        return switch (latest) {
            case LatestJob.Claimed(Job job) -> JobDocument.of(job, source.sourceName());
            case LatestJob.Waiting waiting ->
                JobDocument.of(waiting, source.sourceType().value(), source.sourceName(), day.toString());
            case LatestJob.OnlyIgnored(UnclaimedFile example) ->
                throw Problems.notFound("Only ignored files were received of source %s for %s, such as %s: %s."
                        .formatted(source.sourceType(), day, example.path(), example.reason()));
            case LatestJob.NothingReceived nothing ->
                throw Problems.notFound("Nothing was received of source %s of account %s for %s. %s"
                        .formatted(source.sourceType(), account, day, adviceToUpload(source, day)));
            case LatestJob.NotKnown(var doubt) ->
                throw Problems.unavailable(
                        "Whether a file of source %s was received for %s is not known at the moment, because %s. An upload that was accepted is not lost; do not send it again."
                                .formatted(
                                        source.sourceType(),
                                        day,
                                        switch (doubt) {
                                            case EVENTS_LATE -> "news of uploads arrives late";
                                            case NOT_WATCHED -> "the service that looks into the folders does not work";
                                            case FOLDERS_DENIED ->
                                                "the server may not look into all folders of this account";
                                        }),
                        RETRY_AFTER);
        };
    }

    private static String adviceToUpload(Source source, DataDate day) {
        if (source.takesFiles()) {
            return "Upload it as sources/%s/%s_%s.csv.".formatted(source.sourceType(), day, source.sourceType());
        }
        return source.kind() == SourceKind.ENTITIES
                ? "The source takes no files but batches over HTTP."
                : "The source is retired and takes no files.";
    }
}
