package io.sluice.devstack.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
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
/// | a service that does not answer | 503 |
public final class Gateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOST = "127.0.0.1";
    private static final int CONNECTIONS_PER_SERVICE = 1000;

    private final RouteTable routes = RouteTable.load();
    private final Map<String, Integer> ports;
    private final int port;
    private final Vertx vertx;

    private Gateway(int port, Map<String, Integer> ports) {
        this.port = port;
        this.ports = Map.copyOf(ports);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /// Listens on the port of the loopback address; `ports` says where each service of the route table
    /// listens.
    public static Gateway start(int port, Map<String, Integer> ports) {
        Gateway gateway = new Gateway(port, ports);
        gateway.listen();
        return gateway;
    }

    @Override
    public void close() {
        await(vertx.close(), "close");
    }

    private void listen() {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                .setConnectTimeout(2000)
                // Shorter than the services' own limit; otherwise the pool would hand out closed connections.
                .setKeepAliveTimeout(10));
        HttpProxy proxy = HttpProxy.reverseProxy(client)
                .origin(OriginRequestProvider.selector(context ->
                        Future.succeededFuture(SocketAddress.inetSocketAddress(
                                ports.getOrDefault(
                                        service(context.request().proxiedRequest())
                                                .orElse(""),
                                        0),
                                HOST))))
                .addInterceptor(new ProxyInterceptor() {
                    @Override
                    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                        return context.sendRequest().recover(_ -> Future.succeededFuture(unavailable(context)));
                    }
                });
        await(
                vertx.createHttpServer(new HttpServerOptions().setHost(HOST).setPort(port))
                        .requestHandler(request -> {
                            if (service(request).isPresent()) {
                                proxy.handle(request);
                            } else {
                                answerUnknown(request);
                            }
                        })
                        .listen(),
                "listen on port " + port);
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
                .setBody(Body.body(problem(
                        503,
                        "Service Unavailable",
                        "The %s cannot be reached at the moment. Try again in a few seconds."
                                .formatted(service(request).orElse("service")),
                        request)));
    }

    private static void answerUnknown(HttpServerRequest request) {
        var _ = request.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem(
                        404,
                        "Not Found",
                        "There is nothing at %s. All paths begin with /v1, such as /v1/{accuid}/sources or /v1/accounts."
                                .formatted(request.path()),
                        request));
    }

    private static Buffer problem(int status, String title, String detail, HttpServerRequest request) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("status", status);
        problem.put("title", title);
        problem.put("detail", detail);
        problem.put("instance", String.valueOf(request.path()));
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(problem));
        } catch (JsonProcessingException cause) {
            throw new UncheckedIOException(cause);
        }
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
