package io.sluice.data.manifest;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.events.account.AccountView;
import io.sluice.web.answer.Conditions;
import io.sluice.web.answer.Downloads;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.Serial;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Gives the files of a table to whoever has its [TableCredentials]: GetObject and HeadObject of S3, with the
/// bucket in the path. Only the names of a table's files exist here.
///
/// | answer | code |
/// |---|---|
/// | 403 | `AccessDenied`, `ExpiredToken` |
/// | 404 | `NoSuchKey` |
/// | 416 | `InvalidRange` |
///
/// The name of a file is its strong ETag, because no file changes under its name. All other refusals are
/// problems (RFC 9457).
@Path("/iceberg/files/{bucket}/lake/{accuid}/{source_type}/{path: .+}")
@Tag(name = "iceberg")
public class TableFileResource {
    private static final String TOKEN = "x-amz-security-token";
    private static final String CACHING = "private";
    /// Below the key of a source, see [DataKeys].
    private static final Pattern FILE = Pattern.compile(
            "(metadata|data/date=[0-9]{4}-[0-9]{2}-[0-9]{2}|data/snapshot)/([A-Za-z0-9_-][A-Za-z0-9._-]{0,199})");

    private final AccountView accounts;
    private final TableCredentials credentials;
    private final DataFileClient files;
    private final Downloads downloads;

    TableFileResource(AccountView accounts, TableCredentials credentials, DataFileClient files, Downloads downloads) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.files = files;
        this.downloads = downloads;
    }

    @GET
    @PermitAll
    @Blocking
    @Operation(
            summary = "A file of a table, for clients of the catalogue",
            description = "GetObject of S3. The session token is the one that the catalogue gave with the table.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "206", description = "A part of the file")
    @APIResponse(responseCode = "304", description = "The client has the file already")
    public Response file(
            @PathParam("bucket") String bucket,
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @PathParam("path") String path,
            @HeaderParam(TOKEN) @Nullable String token,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @QueryParam("x-id") @Nullable String operation,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        var refusal = refusal(account, source, path, token);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (Conditions.isUnchanged(headers, tag(path))) {
            return unchanged(path);
        }
        var part = Conditions.allowPart(ifRange, tag(path)) ? range : null;
        try {
            return downloads.send(account, request.connection(), () -> open(account, source, path, part));
        } catch (NoSuchFileException gone) {
            return gone();
        } catch (UnsatisfiableRangeException beyond) {
            return unsatisfiable(account, source, path);
        }
    }

    /// The headers alone.
    @HEAD
    @PermitAll
    @Blocking
    @Operation(hidden = true)
    public Response head(
            @PathParam("bucket") String bucket,
            @PathParam("accuid") AccountId account,
            @PathParam("source_type") SourceType source,
            @PathParam("path") String path,
            @HeaderParam(TOKEN) @Nullable String token,
            @Context HttpHeaders headers) {
        var refusal = refusal(account, source, path, token);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (Conditions.isUnchanged(headers, tag(path))) {
            return unchanged(path);
        }
        var size = DataFileResource.orUnavailable(() -> files.size(key(account, source, path)));
        return size.isPresent()
                ? described(Response.ok(), path, size.getAsLong()).build()
                : gone();
    }

    private Optional<Response> refusal(AccountId account, SourceType source, String path, @Nullable String token) {
        return switch (credentials.check(account, source, token == null ? "" : token)) {
            case VALID -> {
                DataFileResource.checkActive(accounts, account);
                yield FILE.matcher(path).matches() ? Optional.empty() : Optional.of(gone());
            }
            case EXPIRED ->
                Optional.of(answer(
                        403,
                        "ExpiredToken",
                        "The session token has expired. The catalogue gives a fresh one with the table."));
            case FORGED ->
                Optional.of(answer(
                        403,
                        "AccessDenied",
                        "%s is not a session token for this table. The catalogue gives one with the table."
                                .formatted(TOKEN)));
        };
    }

    private Downloads.Opened open(AccountId account, SourceType source, String path, @Nullable String range) {
        var content = DataFileResource.orUnavailable(() -> files.open(key(account, source, path), range))
                .orElseThrow(NoSuchFileException::new);
        var found = content.response();
        var answer = found.contentRange() == null
                ? Response.ok()
                : Response.status(Response.Status.PARTIAL_CONTENT).header("Content-Range", found.contentRange());
        return new Downloads.Opened(content, content::abort, described(answer, path, found.contentLength()));
    }

    private static final class NoSuchFileException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    private static String key(AccountId account, SourceType source, String path) {
        return DataKeys.ofSource(account, source) + path;
    }

    private static EntityTag tag(String path) {
        return new EntityTag(path.substring(path.lastIndexOf('/') + 1));
    }

    private static Response.ResponseBuilder described(Response.ResponseBuilder answer, String path, long length) {
        return answer.type(MediaType.APPLICATION_OCTET_STREAM)
                .tag(tag(path))
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CACHE_CONTROL, CACHING);
    }

    private static Response unchanged(String path) {
        return Response.notModified(tag(path))
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                .build();
    }

    private Response unsatisfiable(AccountId account, SourceType source, String path) {
        var size = DataFileResource.orUnavailable(() -> files.size(key(account, source, path)));
        if (size.isEmpty()) {
            return gone();
        }
        var answer = answer(416, "InvalidRange", "The file has none of these bytes.");
        answer.getHeaders().add("Content-Range", "bytes */%d".formatted(size.getAsLong()));
        return answer;
    }

    private static Response gone() {
        return answer(404, "NoSuchKey", "The table has no such file.");
    }

    private static Response answer(int status, String code, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_XML)
                .entity(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
                                .formatted(code, message))
                .build();
    }
}
