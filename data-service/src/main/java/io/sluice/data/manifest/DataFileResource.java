package io.sluice.data.manifest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.events.account.AccountView;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.web.answer.Conditions;
import io.sluice.web.answer.Downloads;
import io.sluice.web.problem.Problems;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Gives one file of a data set. Its signed address is the credential. A file never changes, so its name is
/// its strong ETag.
@Path("/data-files/{accuid}/{source_type}/{date}/{name}")
@Tag(name = "data sets")
public class DataFileResource {
    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String CACHING = "private, max-age=3600, immutable";

    private final AccountView accounts;
    private final FileLinks links;
    private final DataFileClient files;
    private final Downloads downloads;

    DataFileResource(AccountView accounts, FileLinks links, DataFileClient files, Downloads downloads) {
        this.accounts = accounts;
        this.links = links;
        this.files = files;
        this.downloads = downloads;
    }

    /// A file that was asked for rightly.
    private record Named(AccountId account, SourceType source, DataPart part, String name, String key, long size) {
        private EntityTag tag() {
            return new EntityTag(name.substring(0, name.indexOf('.')));
        }
    }

    /// The file may be large, so it passes from the store to the client as it is read.
    @GET
    @PermitAll
    @Blocking
    @Produces(PARQUET)
    @Operation(
            summary = "A file of a data set, at the address that its manifest names",
            description = "Apache Parquet. Range takes one range; several are answered with the whole file.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = PARQUET, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "206", description = "A part of the file")
    @APIResponse(responseCode = "304", description = "The client has the file already")
    public Response file(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @PathParam("date") @Parameter(description = "of a day, or snapshot") String date,
            @PathParam("name") String name,
            @BeanParam SignatureParameters signature,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        var file = signed(account, source, date, name, signature);
        if (Conditions.isUnchanged(headers, file.tag())) {
            return unchanged(file);
        }
        return switch (Conditions.allowPart(ifRange, file.tag())
                ? ByteRange.of(range, file.size())
                : new ByteRange.Whole()) {
            case ByteRange.Unsatisfiable none -> throw Problems.rangeNotSatisfiable(file.size());
            case ByteRange.Whole whole -> download(file, whole, request.connection());
            case ByteRange.Part part -> download(file, part, request.connection());
        };
    }

    /// The headers alone.
    @HEAD
    @PermitAll
    @Blocking
    @Produces(PARQUET)
    @Operation(hidden = true)
    public Response head(
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @PathParam("date") @Parameter(description = "of a day, or snapshot") String date,
            @PathParam("name") String name,
            @BeanParam SignatureParameters signature,
            @Context HttpHeaders headers) {
        var file = signed(account, source, date, name, signature);
        if (Conditions.isUnchanged(headers, file.tag())) {
            return unchanged(file);
        }
        if (orUnavailable(() -> files.size(file.key())).isEmpty()) {
            throw gone(file);
        }
        return described(file, Response.ok(), file.size()).build();
    }

    private Named signed(
            AccountId account, SourceType source, String date, String name, SignatureParameters signature) {
        var part = DataPart.of(date).orElseThrow(DataFileResource::forged);
        var key = FileLinks.key(account, source, part, name).orElseThrow(DataFileResource::forged);
        if (!signature.isComplete()) {
            throw forged();
        }
        switch (links.check(key, signature.size(), signature.expiry(), signature.keyId(), signature.signature())) {
            case VALID -> checkActive(accounts, account);
            case EXPIRED ->
                throw Problems.unauthorized(
                        "The address has expired. The manifest at /v1/%s/sources/%s/data%s has a fresh one."
                                .formatted(account, source, part.manifestQuery()));
            case FORGED -> throw forged();
        }
        return new Named(account, source, part, name, key, Long.parseLong(signature.size()));
    }

    private static HttpProblem forged() {
        return Problems.unauthorized("The address is not signed by this service. Use href of the manifest as it is.");
    }

    /// A signed address outlives a change of its account.
    static void checkActive(AccountView accounts, AccountId id) {
        if (!accounts.isCurrent()) {
            throw Problems.unavailable("The state of account %s is not known at the moment.".formatted(id));
        }
        var account = accounts.find(id)
                .orElseThrow(() -> Problems.unavailable("Account %s is not known here at the moment.".formatted(id)));
        switch (account.state()) {
            case ACTIVE -> {}
            case SUSPENDED -> throw Problems.forbidden("Account %s is suspended.".formatted(id));
            case ERASED -> throw Problems.noAccount(id);
        }
    }

    private Response download(Named file, ByteRange range, HttpConnection connection) {
        return downloads.send(file.account(), connection, () -> {
            var content = orUnavailable(() -> files.open(file.key(), range)).orElseThrow(() -> gone(file));
            var answer = range instanceof ByteRange.Part part
                    ? described(file, Response.status(Response.Status.PARTIAL_CONTENT), part.length())
                            .header("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), file.size()))
                    : described(file, Response.ok(), file.size());
            return new Downloads.Opened(content, content::abort, answer);
        });
    }

    /// Without the header a client would forget the file that it has.
    private static Response unchanged(Named file) {
        return Response.notModified(file.tag())
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                .build();
    }

    private static Response.ResponseBuilder described(Named file, Response.ResponseBuilder response, long length) {
        return response.type(PARQUET)
                .tag(file.tag())
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-%s.parquet\""
                                .formatted(file.source(), file.part().text()));
    }

    private static HttpProblem gone(Named file) {
        return Problems.notFound(
                "The file is not kept any more: it was replaced more than a day ago. The manifest at /v1/%s/sources/%s/data%s has the current one."
                        .formatted(file.account(), file.source(), file.part().manifestQuery()));
    }

    static <T> T orUnavailable(Supplier<T> store) {
        try {
            return store.get();
        } catch (ObjectStoreUnavailableException unavailable) {
            throw Problems.unavailable("The file cannot be read at the moment. Try again in 5 s.");
        }
    }
}
