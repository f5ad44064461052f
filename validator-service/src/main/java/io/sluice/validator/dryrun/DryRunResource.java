package io.sluice.validator.dryrun;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.Delimiter;
import io.sluice.engine.key.SpillException;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import io.sluice.events.OffLoop;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.schemas.SchemaServiceUnavailableException;
import io.sluice.validator.memory.UniqueMemory;
import io.sluice.validator.source.CompiledSource;
import io.sluice.validator.source.SchemaLookup;
import io.sluice.validator.source.SourceSchemas;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.BodyIntake;
import io.sluice.web.body.BodyLimits;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.FairPermits.Permit;
import io.sluice.web.body.Received;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/// `POST /v1/{accuid}/sources/{source_type}/validate`: checks a body against the source's schema and stores
/// nothing.
@Path("/v1/{accuid}/sources/{source_type}/validate")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
class DryRunResource {
    private static final Log LOG = Log.of(DryRunResource.class);
    private static final String WHAT = "dry runs";
    private static final MediaType CSV = MediaType.valueOf("text/csv; charset=utf-8");

    private final SourceSchemas sources;
    private final DryRunConfig config;
    private final FairPermits permits;
    private final BodySpace space;
    private final UniqueMemory memory;
    private final FairAnswers answers;
    private final Vertx vertx;
    private final OffLoop disk;
    private final OffLoop checks;

    DryRunResource(
            SourceSchemas sources,
            DryRunConfig config,
            FairPermits permits,
            BodySpace space,
            UniqueMemory memory,
            FairAnswers answers,
            Vertx vertx) {
        this.sources = sources;
        this.config = config;
        this.permits = permits;
        this.space = space;
        this.memory = memory;
        this.answers = answers;
        this.vertx = vertx;
        this.disk = new OffLoop(vertx, "dry-run-disk", 2);
        this.checks = new OffLoop(vertx, "dry-run", config.dryRuns());
    }

    /// A body holds no thread while it arrives, and its check begins when it is whole. So a slow one takes
    /// nothing but some disk. No `@Consumes`: [DryRunParameters] says more about a type that is none.
    @POST
    @TenantScope(Scope.WRITE)
    @Operation(
            summary = "Checks a CSV or TSV body against the source's schema; nothing is stored",
            description =
                    "Content-Type: text/csv or text/tab-separated-values. Returns the report as JSON, or as CSV with Accept: text/csv.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> validate(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType type,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String contentLength,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        var delimiter = DryRunParameters.delimiter(contentType);
        var format = DryRunParameters.reportFormat(headers.getAcceptableMediaTypes());
        refuseTooLarge(contentLength);
        return switch (permits.acquire(account)) {
            case Permit.Granted permit -> {
                var body = new SpooledBody(account, space, memory.spillDirectory(), disk);
                yield receive(request, body)
                        .chain(() -> checks.run(() -> check(request, account, type, delimiter, format, body)))
                        .onFailure(IOException.class)
                        .transform(noRoom -> noRoom(account, type, noRoom))
                        .onTermination()
                        .call(() -> disk.run(() -> end(body, permit)));
            }
            case Permit.AccountBusy busy -> throw BodyProblems.busy(account, WHAT, busy);
            case Permit.ServiceBusy busy -> throw BodyProblems.busy(WHAT, busy);
        };
    }

    private static boolean end(SpooledBody body, Permit.Granted permit) {
        try (permit) {
            body.close();
        }
        return true;
    }

    private Uni<Void> receive(HttpServerRequest request, SpooledBody body) {
        var limits = new BodyLimits(maxBytes(), config.dryRunIdleTimeout(), config.dryRunBodyTimeout());
        return BodyIntake.receive(vertx, request, body, limits)
                .invoke(received -> {
                    switch (received) {
                        case Received.Whole whole -> {}
                        case Received.TooLarge tooLarge -> throw tooLarge();
                        case Received.TooSlow tooSlow -> throw BodyProblems.tooSlow(limits);
                        case Received.BrokenOff brokenOff -> throw BodyProblems.brokenOff();
                    }
                })
                .replaceWithVoid();
    }

    private Response check(
            HttpServerRequest request,
            AccountId account,
            SourceType type,
            Delimiter delimiter,
            DryRunParameters.ReportFormat format,
            SpooledBody body)
            throws IOException {
        if (request.response().closed()) {
            throw BodyProblems.brokenOff();
        }
        var source = source(account, type);
        try {
            var report = DryRun.check(body.read(), source.plan(delimiter), memory.ofDryRun(config.dryRuns()));
            LOG.info(
                    "dry run done",
                    account(account),
                    LogFields.source(type),
                    field("rows", report.rows()),
                    field("errors", report.errorCount()));
            return answer(account, request, format, source, report);
        } catch (SpillException noRoom) {
            throw noRoom(account, type, noRoom);
        }
    }

    private static HttpProblem noRoom(AccountId account, SourceType type, Throwable cause) {
        LOG.warn("dry run given up", account(account), LogFields.source(type), cause(cause));
        return Problems.unavailable(
                "There is no room for this body or its unique values now. Try again in %d s."
                        .formatted(BodyProblems.RETRY_AFTER.toSeconds()),
                BodyProblems.RETRY_AFTER);
    }

    private CompiledSource source(AccountId account, SourceType type) {
        try {
            return switch (sources.lookUp(account, type)) {
                case SchemaLookup.Found(var source) -> source;
                case SchemaLookup.Absent absent -> throw Problems.noSource(account, type);
                case SchemaLookup.TakesRecords takesRecords ->
                    throw Problems.conflict(
                            "Source %s takes records of batches, and a dry run checks files.".formatted(type));
                case SchemaLookup.Unusable(var name, var version, var problem) ->
                    throw Problems.conflict("Version %d of the schema of source %s cannot be used: %s"
                            .formatted(version, type, problem));
            };
        } catch (SchemaServiceUnavailableException unavailable) {
            LOG.warn("dry run refused", account(account), LogFields.source(type), cause(unavailable));
            throw Problems.unavailable(
                    "The schema of source %s cannot be looked up now. Try again in %d s."
                            .formatted(type, BodyProblems.RETRY_AFTER.toSeconds()),
                    BodyProblems.RETRY_AFTER);
        }
    }

    private Response answer(
            AccountId account,
            HttpServerRequest request,
            DryRunParameters.ReportFormat format,
            CompiledSource source,
            Report report)
            throws IOException {
        return switch (format) {
            case JSON -> answers.answerMade(account, request, DryRunAnswer.of(source, report));
            case CSV -> {
                var csv = new StringBuilder();
                ReportCsv.write(report, csv);
                yield answers.answerMade(account, request, csv.toString().getBytes(StandardCharsets.UTF_8), CSV);
            }
        };
    }

    private void refuseTooLarge(@Nullable String contentLength) {
        if (contentLength != null
                && contentLength.matches("[0-9]{1,18}")
                && Long.parseLong(contentLength) > maxBytes()) {
            throw tooLarge();
        }
    }

    private HttpProblem tooLarge() {
        return Problems.tooLarge(
                "The body is larger than %,d bytes, the limit of a dry run. Upload the file over SFTP, or send its first part."
                        .formatted(maxBytes()));
    }

    private long maxBytes() {
        return config.dryRunMaxSize().asLongValue();
    }
}
