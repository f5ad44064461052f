package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.file.JobId;
import io.sluice.events.OffLoop;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.events.log.Outages;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.report.ReportStore;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The error report of a finished job: JSON, or by `Accept` the same CSV as beside the file.
@Path("/v1/{accuid}/jobs/{job_id}/errors")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Tag(name = "jobs")
public class JobErrorsResource {
    private static final Log LOG = Log.of(JobErrorsResource.class);
    private static final String CSV = "text/csv;charset=utf-8";
    /// A report is whole in memory while it is read, up to some megabytes.
    private static final int READERS = 4;
    /// The object store may hang for longer than a client waits. A read that would begin later is left out.
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private static final String REPORTS = "reports";
    /// Reads that wait for a reader or have one. A tenant who asks again and again takes a few places of the
    /// queue, so the others need not wait for longer than a client does.
    private static final int READS = 64;

    private static final int READS_OF_AN_ACCOUNT = 8;

    private static final MediaType CSV_TYPE = new MediaType("text", "csv");
    private static final MediaType CSV_ANSWER = MediaType.valueOf(CSV);

    private final Outages outages = new Outages(LOG);
    private final PathParameters path;
    private final ReportStore reports;
    private final OffLoop reading;
    private final FairPermits reads = new FairPermits(READS, READS_OF_AN_ACCOUNT);
    private final FairAnswers answers;

    JobErrorsResource(PathParameters path, ReportStore reports, FairAnswers answers, Vertx vertx) {
        this.path = path;
        this.reports = reports;
        this.answers = answers;
        this.reading = new OffLoop(vertx, "report", READERS);
    }

    @GET
    @TenantScope(Scope.READ)
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(summary = "A job's errors: exact totals, and the first 1,000 in file order")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReportDocument.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> errors(
            @PathParam("accuid") AccountId accountId,
            @PathParam("job_id") JobId jobId,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        var wantsCsv = wantsCsv(headers);
        return reads.during(accountId, "reads of reports", () -> report(accountId, jobId))
                .map(report -> wantsCsv
                        ? answers.answerMade(accountId, request, report.csv(), CSV_ANSWER)
                        : answers.answerMade(accountId, request, report));
    }

    /// JSON unless the client prefers CSV. A client that accepts anything gets JSON.
    private static boolean wantsCsv(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || type.isCompatible(CSV_TYPE))
                .findFirst()
                .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .isPresent();
    }

    private Uni<ReportDocument> report(AccountId accountId, JobId jobId) {
        return path.fileJob(path.account(accountId), jobId, JobErrorsResource::ofBatch)
                .invoke(JobErrorsResource::checkFinished)
                .chain(this::read)
                .onFailure(ObjectStoreUnavailableException.class)
                .transform(this::unavailable);
    }

    private Uni<ReportDocument> read(Job job) {
        var begun = System.nanoTime();
        return reading.run(() -> report(job, begun).orElseThrow(() -> gone(job)))
                .ifNoItem()
                .after(ANSWER_TIMEOUT)
                .failWith(JobErrorsResource::silent);
    }

    private Optional<ReportDocument> report(Job job, long begun) {
        if (System.nanoTime() - begun > ANSWER_TIMEOUT.toNanos()) {
            throw silent();
        }
        var report = reports.report(job.ref().accountId(), job.ref().jobId());
        outages.over(REPORTS, "reports are read again");
        return report.or(() -> EmptyReport.of(job));
    }

    private static ObjectStoreUnavailableException silent() {
        return new ObjectStoreUnavailableException(
                "the object store gave no answer within %d s".formatted(ANSWER_TIMEOUT.toSeconds()), null);
    }

    private static void checkFinished(Job job) {
        if (job.status() == JobStatus.PROCESSING) {
            throw Problems.conflict("Job %s still runs, %,d rows so far; its report is there when it has ended."
                    .formatted(job.ref().jobId(), job.rows()));
        }
    }

    private static RuntimeException ofBatch(BatchJob job) {
        return Problems.notFound(
                "Job %s is batch %s. Its refused records are in the log of the batch: GET /v2/batches/%s names it as status.log."
                        .formatted(job.jobId(), job.batch(), job.batch()));
    }

    private static RuntimeException gone(Job job) {
        return Problems.notFound(
                "The report of job %s is no longer kept.".formatted(job.ref().jobId()));
    }

    private RuntimeException unavailable(Throwable failure) {
        outages.report(REPORTS, "reports cannot be read", LogFields.cause(failure));
        return Problems.unavailable(
                "Reports cannot be read at the moment. Try again in a minute.", Duration.ofMinutes(1));
    }
}
