package io.sluice.devstack.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Passes each request to the service that its path belongs to. Streams bodies and events.
///
/// | case | answer, as problem+json |
/// |---|---|
/// | unknown path | 404 |
/// | no header `Host` in HTTP/1.1, or two | 400 |
/// | what is no HTTP | 400, 414 or 431 |
/// | a service that does not answer | 503 |
public final class Gateway implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String BACKEND = "backend";
    private static final int CONNECTIONS_PER_SERVICE = 1000;
    /// As long as the services wait for their clients.
    private static final Duration IDLE = Duration.ofSeconds(20);
    /// Closes a connection that is silent in both directions. Longer than a replay may take (10 min). An
    /// upload of a batch may take an hour, but pauses for a minute at most.
    private static final int SILENT_MINUTES = 11;
    /// The services refuse less with a problem.
    private static final int LONGEST_HEAD = 64 * 1024;

    private final RouteTable routes = RouteTable.load();
    private final Map<String, Integer> ports;
    private final List<Path> authorities;
    private final int port;
    private final Vertx vertx;

    private Gateway(int port, Map<String, Integer> ports, List<Path> authorities) {
        this.port = port;
        this.ports = Map.copyOf(ports);
        this.authorities = List.copyOf(authorities);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /// Listens on the port of the loopback address.
    ///
    /// @param ports where each service of the route table listens
    /// @param authorities sign the certificates of the services (PEM); without them these serve plain HTTP
    public static Gateway start(int port, Map<String, Integer> ports, List<Path> authorities) {
        return start(port, ports, authorities, IDLE);
    }

    static Gateway start(int port, Map<String, Integer> ports, List<Path> authorities, Duration idle) {
        Gateway gateway = new Gateway(port, ports, authorities);
        gateway.listen(idle);
        return gateway;
    }

    @Override
    public void close() {
        await(vertx.close(), "close");
    }

    private void listen(Duration idle) {
        HttpClient client = vertx.createHttpClient(clientOptions()
                .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                .setConnectTimeout(2000)
                .setIdleTimeout(SILENT_MINUTES)
                .setIdleTimeoutUnit(TimeUnit.MINUTES)
                // Shorter than the services' own limit; otherwise the pool would hand out closed connections.
                .setKeepAliveTimeout(10));
        HttpProxy proxy = HttpProxy.reverseProxy(client)
                .origin(context -> client.request(new RequestOptions()
                                // The name is compared with the certificate.
                                .setHost("localhost")
                                .setServer(address(context.request().proxiedRequest())))
                        // A service that refuses a body resets its request.
                        .onSuccess(backend -> context.set(BACKEND, prepared(backend, context))))
                .addInterceptor(new ProxyInterceptor() {
                    @Override
                    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                        ProxyRequest request = context.request();
                        if (ClientConnections.hasMoreBody(request.proxiedRequest())) {
                            request.setBody(Body.body(
                                    new HeadFirst(request.getBody().stream(), () -> sendHead(context)),
                                    request.getBody().length()));
                        }
                        return context.sendRequest().recover(_ -> Future.succeededFuture(unavailable(context)));
                    }
                });
        ClientConnections clients = new ClientConnections(vertx, idle);
        await(
                vertx.createHttpServer(new HttpServerOptions()
                                .setHost(HOST)
                                .setPort(port)
                                .setIdleTimeout(SILENT_MINUTES)
                                .setIdleTimeoutUnit(TimeUnit.MINUTES)
                                .setMaxInitialLineLength(LONGEST_HEAD)
                                .setMaxHeaderSize(LONGEST_HEAD)
                                .setHttp2ClearTextEnabled(false))
                        .connectionHandler(clients::opened)
                        .invalidRequestHandler(Gateway::answerInvalid)
                        .requestHandler(request -> {
                            clients.received(request);
                            int hosts = request.headers().getAll("Host").size();
                            if (request.version() == HttpVersion.HTTP_1_1 && hosts != 1) {
                                answer(
                                        request,
                                        400,
                                        "Bad Request",
                                        "The request has %d headers Host, expected one.".formatted(hosts));
                            } else if (service(request).isPresent()) {
                                proxy.handle(request);
                            } else {
                                answer(
                                        request,
                                        404,
                                        "Not Found",
                                        "There is nothing at %s. All paths begin with /v1 or /v2, such as /v1/{accuid}/sources, /v1/accounts or /v2/batches."
                                                .formatted(request.path()));
                            }
                        })
                        .listen(),
                "listen on port " + port);
    }

    private HttpClientOptions clientOptions() {
        HttpClientOptions options = new HttpClientOptions();
        if (!authorities.isEmpty()) {
            PemTrustOptions trusted = new PemTrustOptions();
            authorities.forEach(file -> trusted.addCertPath(file.toString()));
            options.setSsl(true).setTrustOptions(trusted);
        }
        return options;
    }

    /// A service that is ready for the body says so to a client that waits for that (`Expect: 100-continue`).
    private static HttpClientRequest prepared(HttpClientRequest backend, ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        return backend.exceptionHandler(_ -> {}).continueHandler(_ -> {
            if (!request.response().headWritten()) {
                request.response().writeContinue();
            }
        });
    }

    /// Without a connection there is nobody to send it to.
    private static void sendHead(ProxyContext context) {
        HttpClientRequest backend = context.get(BACKEND, HttpClientRequest.class);
        if (backend != null) {
            var _ = backend.sendHead();
        }
    }

    private SocketAddress address(HttpServerRequest request) {
        return SocketAddress.inetSocketAddress(
                ports.getOrDefault(service(request).orElse(""), 0), HOST);
    }

    private Optional<String> service(HttpServerRequest request) {
        return Optional.ofNullable(request.path()).flatMap(routes::service);
    }

    private ProxyResponse unavailable(ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        return context.request()
                .release()
                .response()
                .setStatusCode(503)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Retry-After", "2")
                .setBody(Body.body(GatewayProblem.of(
                        503,
                        "Service Unavailable",
                        "The %s cannot be reached at the moment. Try again in a few seconds."
                                .formatted(service(request).orElse("service")),
                        request)));
    }

    private static void answerInvalid(HttpServerRequest request) {
        switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ -> answer(request, 414, "URI Too Long", "The address is too long.");
            case TooLongHttpHeaderException _ ->
                answer(request, 431, "Request Header Fields Too Large", "The headers are too long.");
            default -> answer(request, 400, "Bad Request", "The request is malformed.");
        }
        request.connection().close();
    }

    private static void answer(HttpServerRequest request, int status, String title, String detail) {
        var _ = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(GatewayProblem.of(status, title, detail, request));
    }

    private static void await(Future<?> future, String what) {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the gateway tried to " + what, interruption);
        } catch (ExecutionException | TimeoutException cause) {
            throw new IllegalStateException("the gateway cannot " + what, cause);
        }
    }
}
