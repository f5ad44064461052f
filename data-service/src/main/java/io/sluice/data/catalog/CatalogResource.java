package io.sluice.data.catalog;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.data.manifest.TableCredentials;
import io.sluice.data.table.DayTable;
import io.sluice.data.table.LakeFiles;
import io.sluice.events.OffLoop;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.sluice.web.parameter.IgnoresUnknownParameters;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.credentials.ImmutableCredential;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.GetNamespaceResponse;
import org.apache.iceberg.rest.responses.ImmutableLoadCredentialsResponse;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.apache.iceberg.rest.responses.ListTablesResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The read-only Iceberg REST catalogue. An account's catalogue has one namespace, which is the account; the
/// prefix of its paths is the account, too, so a token reaches its own catalogue alone.
@Path("/iceberg/v1")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@IgnoresUnknownParameters
@Tag(name = "iceberg", description = "The Iceberg REST catalogue, read-only")
public class CatalogResource {
    private static final int PAGE = 1_000;
    /// Reads that wait for a thread or have one. A tenant who asks again and again takes a few places of the
    /// queue.
    private static final int READS = 64;

    private static final int READS_OF_AN_ACCOUNT = 8;
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");
    private static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.V1_LIST_NAMESPACES,
            Endpoint.V1_LOAD_NAMESPACE,
            Endpoint.V1_NAMESPACE_EXISTS,
            Endpoint.V1_LIST_TABLES,
            Endpoint.V1_LOAD_TABLE,
            Endpoint.V1_TABLE_EXISTS,
            Endpoint.V1_TABLE_CREDENTIALS,
            Endpoint.V1_REPORT_METRICS);

    private final Tables tables;
    private final LakeFiles files;
    private final TableCredentials credentials;
    private final OffLoop offLoop;
    private final FairPermits reads = new FairPermits(READS, READS_OF_AN_ACCOUNT);
    private final FairAnswers answers;
    private final JsonWebToken token;

    CatalogResource(
            Tables tables,
            LakeFiles files,
            TableCredentials credentials,
            OffLoop offLoop,
            FairAnswers answers,
            JsonWebToken token) {
        this.tables = tables;
        this.files = files;
        this.credentials = credentials;
        this.offLoop = offLoop;
        this.answers = answers;
        this.token = token;
    }

    @GET
    @Path("/config")
    @TenantScope(Scope.DATA)
    @Operation(
            summary = "What a client needs to know",
            description = "An administrator names the account as warehouse; a tenant's token names its own.")
    public Response config(@QueryParam("warehouse") @Nullable String warehouse) {
        var own = Optional.<String>ofNullable(token.getClaim("accuid"));
        var named = Optional.ofNullable(warehouse).filter(name -> !name.isEmpty());
        if (own.isPresent() && named.isPresent() && !named.equals(own)) {
            return noWarehouse(named.get(), "leave it out, or name the account of the token: " + own.get());
        }
        var account = own.or(() -> named)
                .orElseThrow(() -> Problems.badRequest("warehouse is missing, expected the id of an account."));
        if (AccountId.of(account).isEmpty()) {
            return noWarehouse(account, "expected the id of an account");
        }
        return Response.ok(CatalogJson.write(ConfigResponse.builder()
                        .withOverride("prefix", account)
                        .withEndpoints(ENDPOINTS)
                        .build()))
                .build();
    }

    @GET
    @Path("/{accuid}/namespaces")
    @TenantScope(Scope.DATA)
    @Operation(summary = "The namespace of the account")
    public Response namespaces(
            @PathParam("accuid") AccountId account,
            @QueryParam("parent") @Nullable String parent,
            @QueryParam("pageToken") @Nullable String pageToken,
            @QueryParam("pageSize") @Nullable String pageSize) {
        if (parent != null && !parent.isEmpty()) {
            return isOf(account, parent)
                    ? Response.ok(CatalogJson.write(
                                    ListNamespacesResponse.builder().build()))
                            .build()
                    : noNamespace(parent);
        }
        return Response.ok(CatalogJson.write(ListNamespacesResponse.builder()
                        .add(Namespace.of(account.value()))
                        .build()))
                .build();
    }

    @GET
    @Path("/{accuid}/namespaces/{namespace}")
    @TenantScope(Scope.DATA)
    @Operation(summary = "The namespace of the account")
    public Response namespace(@PathParam("accuid") AccountId account, @PathParam("namespace") String namespace) {
        return isOf(account, namespace)
                ? Response.ok(CatalogJson.write(GetNamespaceResponse.builder()
                                .withNamespace(Namespace.of(account.value()))
                                .setProperties(Map.of())
                                .build()))
                        .build()
                : noNamespace(namespace);
    }

    @HEAD
    @Path("/{accuid}/namespaces/{namespace}")
    @TenantScope(Scope.DATA)
    @Operation(hidden = true)
    public Response namespaceExists(@PathParam("accuid") AccountId account, @PathParam("namespace") String namespace) {
        return Response.status(isOf(account, namespace) ? 204 : 404).build();
    }

    @GET
    @Path("/{accuid}/namespaces/{namespace}/tables")
    @TenantScope(Scope.DATA)
    @Operation(summary = "The tables of the account: a source has one from its first accepted file on")
    public Uni<Response> tables(
            @PathParam("accuid") AccountId account,
            @PathParam("namespace") String namespace,
            @QueryParam("pageToken") @Nullable String pageToken,
            @QueryParam("pageSize") @Nullable String pageSize) {
        if (!isOf(account, namespace)) {
            return Uni.createFrom().item(noNamespace(namespace));
        }
        // Without a token the client wants all; an account has at most a few hundred sources.
        return tables.list(account, after(pageToken), PAGE + 1).map(names -> {
            var page = names.stream().limit(PAGE).toList();
            return Response.ok(CatalogJson.write(ListTablesResponse.builder()
                            .addAll(page.stream()
                                    .map(name -> TableIdentifier.of(account.value(), name))
                                    .toList())
                            .nextPageToken(names.size() > PAGE ? page.getLast() : null)
                            .build()))
                    .build();
        });
    }

    @GET
    @Path("/{accuid}/namespaces/{namespace}/tables/{table}")
    @TenantScope(Scope.DATA)
    @Operation(
            summary = "The metadata of a table",
            description = "With temporary credentials for its files, which are at /iceberg/files.")
    public Uni<Response> table(
            @PathParam("accuid") AccountId account,
            @PathParam("namespace") String namespace,
            @PathParam("table") String table,
            @QueryParam("snapshots") @Nullable String snapshots,
            @Context HttpServerRequest request) {
        return metadata(account, namespace, table)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(noTable(namespace, table))
                        : read(account, table, found.get(), "refs".equals(snapshots))
                                .map(loaded -> answers.answerMade(account, request, loaded, JSON)));
    }

    private Uni<byte[]> read(AccountId account, String table, String location, boolean refsAlone) {
        return reads.during(
                account,
                "reads of tables",
                () -> offLoop.run(
                        () -> load(account, table, location, refsAlone).getBytes(StandardCharsets.UTF_8)));
    }

    @HEAD
    @Path("/{accuid}/namespaces/{namespace}/tables/{table}")
    @TenantScope(Scope.DATA)
    @Operation(hidden = true)
    public Uni<Response> tableExists(
            @PathParam("accuid") AccountId account,
            @PathParam("namespace") String namespace,
            @PathParam("table") String table) {
        return metadata(account, namespace, table)
                .map(found -> Response.status(found.isPresent() ? 204 : 404).build());
    }

    @GET
    @Path("/{accuid}/namespaces/{namespace}/tables/{table}/credentials")
    @TenantScope(Scope.DATA)
    @Operation(summary = "Fresh credentials for the files of a table, valid for an hour")
    public Uni<Response> credentials(
            @PathParam("accuid") AccountId account,
            @PathParam("namespace") String namespace,
            @PathParam("table") String table) {
        return metadata(account, namespace, table)
                .map(found -> found.isEmpty()
                        ? noTable(namespace, table)
                        : Response.ok(credentials(account, new SourceType(table)))
                                .build());
    }

    private String credentials(AccountId account, SourceType source) {
        return CatalogJson.write(ImmutableLoadCredentialsResponse.builder()
                .addCredentials(ImmutableCredential.builder()
                        .prefix(files.location(DataKeys.ofSource(account, source)))
                        .config(credentials.of(account, source))
                        .build())
                .build());
    }

    /// What an engine measured; nobody reads it.
    @POST
    @Path("/{accuid}/namespaces/{namespace}/tables/{table}/metrics")
    @TenantScope(Scope.DATA)
    @Operation(summary = "Takes what an engine measured, and forgets it")
    public Response metrics(
            @PathParam("accuid") AccountId account,
            @PathParam("namespace") String namespace,
            @PathParam("table") String table) {
        return isOf(account, namespace) ? Response.noContent().build() : noTable(namespace, table);
    }

    /// The table after which a page begins; empty on the first page.
    private static String after(@Nullable String pageToken) {
        return pageToken == null || pageToken.isEmpty()
                ? ""
                : SourceType.of(pageToken)
                        .map(SourceType::value)
                        .orElseThrow(() -> Problems.badRequest(
                                "pageToken is \"%s\", expected the next-page-token of a previous page."
                                        .formatted(pageToken)));
    }

    private Uni<Optional<String>> metadata(AccountId account, String namespace, String table) {
        return isOf(account, namespace) && SourceType.of(table).isPresent()
                ? tables.metadata(account, table)
                : Uni.createFrom().item(Optional.empty());
    }

    private String load(AccountId account, String table, String location, boolean refsAlone) {
        var metadata = DayTable.load(files, location).metadata();
        var shown = refsAlone
                ? TableMetadata.buildFrom(metadata)
                        .withMetadataLocation(location)
                        .suppressHistoricalSnapshots()
                        .build()
                : metadata;
        return CatalogJson.write(LoadTableResponse.builder()
                .withTableMetadata(shown)
                .addAllConfig(credentials.of(account, new SourceType(table)))
                .addConfig(
                        "client.refresh-credentials-endpoint",
                        "v1/%s/namespaces/%s/tables/%s/credentials".formatted(account, account, table))
                .build());
    }

    private static boolean isOf(AccountId account, String namespace) {
        return namespace.equals(account.value());
    }

    private static Response noWarehouse(String name, String hint) {
        return Response.status(404)
                .entity(CatalogJson.error(
                        404, "NoSuchWarehouseException", "There is no warehouse \"%s\": %s.".formatted(name, hint)))
                .build();
    }

    private static Response noNamespace(String namespace) {
        return Response.status(404)
                .entity(CatalogJson.error(
                        404, "NoSuchNamespaceException", "There is no namespace \"%s\".".formatted(namespace)))
                .build();
    }

    private static Response noTable(String namespace, String table) {
        return Response.status(404)
                .entity(CatalogJson.error(
                        404, "NoSuchTableException", "There is no table \"%s.%s\".".formatted(namespace, table)))
                .build();
    }
}
