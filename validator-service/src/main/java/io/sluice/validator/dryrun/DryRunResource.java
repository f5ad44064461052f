package io.sluice.validator.dryrun;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.key.SpillException;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.validator.dryrun.Permits.Permit;
import io.sluice.validator.memory.UniqueMemory;
import io.sluice.validator.source.CompiledSource;
import io.sluice.validator.source.SchemaLookup;
import io.sluice.validator.source.SchemaServiceUnavailableException;
import io.sluice.validator.source.SourceSchemas;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// `POST /v1/{accuid}/sources/{source_type}/validate`: checks a body against the source's schema and stores
/// nothing.
@Path("/v1/{accuid}/sources/{source_type}/validate")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
class DryRunResource {
    private static final Log LOG = Log.of(DryRunResource.class);
    private static final int RETRY_SECONDS = 5;

    private final SourceSchemas sources;
    private final DryRunConfig config;
    private final Permits permits;
    private final UniqueMemory memory;

    DryRunResource(SourceSchemas sources, DryRunConfig config, Permits permits, UniqueMemory memory) {
        this.sources = sources;
        this.config = config;
        this.permits = permits;
        this.memory = memory;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Checks a CSV or TSV body against the source's schema; nothing is stored",
            description =
                    "Content-Type: text/csv or text/tab-separated-values. Returns the report as JSON, or as CSV with Accept: text/csv.")
    public Response validate(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType type,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String contentLength,
            @Context HttpHeaders headers,
            InputStream body) {
        var delimiter = DryRunParameters.delimiter(contentType);
        var format = DryRunParameters.reportFormat(headers.getAcceptableMediaTypes());
        refuseTooLarge(contentLength);
        return switch (permits.acquire(account)) {
            case Permit.Granted granted -> {
                try (granted) {
                    var source = source(account, type);
                    var report = DryRun.check(
                                    body, source.plan(delimiter), memory.ofDryRun(config.dryRuns()), maxBytes())
                            .orElseThrow(this::tooLarge);
                    LOG.info(
                            "dry run done",
                            account(account),
                            LogFields.source(type),
                            field("rows", report.rows()),
                            field("errors", report.errorCount()));
                    yield answer(format, source, report);
                } catch (IOException endedEarly) {
                    LOG.debug("dry run body ended early", account(account), cause(endedEarly));
                    throw Problems.badRequest("The body broke off before its end.");
                } catch (SpillException noRoom) {
                    LOG.warn("dry run given up", account(account), LogFields.source(type), cause(noRoom));
                    throw busy(
                            503,
                            "Service Unavailable",
                            "There is no room for the unique values of this body now. Try again in %d s."
                                    .formatted(RETRY_SECONDS));
                }
            }
            case Permit.AccountBusy(var limit) ->
                throw busy(
                        429,
                        "Too Many Requests",
                        "Account %s already has %d dry runs going on, which is the limit. Try again in %d s."
                                .formatted(account, limit, RETRY_SECONDS));
            case Permit.ServiceBusy(var limit) ->
                throw busy(
                        503,
                        "Service Unavailable",
                        "%d dry runs are going on, which is the limit. Try again in %d s."
                                .formatted(limit, RETRY_SECONDS));
        };
    }

    private CompiledSource source(AccountId account, SourceType type) {
        try {
            return switch (sources.lookUp(account, type)) {
                case SchemaLookup.Found(var source) -> source;
                case SchemaLookup.Absent absent -> throw Problems.noSource(account, type);
                case SchemaLookup.Unusable(var name, var version, var problem) ->
                    throw Problems.conflict("Version %d of the schema of source %s cannot be used: %s"
                            .formatted(version, type, problem));
            };
        } catch (SchemaServiceUnavailableException unavailable) {
            LOG.warn("dry run refused", account(account), LogFields.source(type), cause(unavailable));
            throw busy(
                    503,
                    "Service Unavailable",
                    "The schema of source %s cannot be looked up now. Try again in %d s."
                            .formatted(type, RETRY_SECONDS));
        }
    }

    private static Response answer(DryRunParameters.ReportFormat format, CompiledSource source, Report report)
            throws IOException {
        return switch (format) {
            case JSON ->
                Response.ok(DryRunAnswer.of(source, report), MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case CSV -> {
                var csv = new StringBuilder();
                ReportCsv.write(report, csv);
                yield Response.ok(csv.toString().getBytes(StandardCharsets.UTF_8), "text/csv; charset=utf-8")
                        .build();
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

    private static HttpProblem busy(int status, String title, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS))
                .build();
    }
}
