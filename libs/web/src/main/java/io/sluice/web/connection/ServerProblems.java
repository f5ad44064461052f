package io.sluice.web.connection;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.sluice.web.body.BodyIntake;
import io.sluice.web.problem.PublishedKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Answers what the HTTP server refuses before REST sees the request.
@ApplicationScoped
public class ServerProblems {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final int FIRST = Integer.MIN_VALUE;

    void register(@Observes Router router) {
        router.route().order(FIRST).failureHandler(ServerProblems::answer);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(FIRST).failureHandler(ServerProblems::answer);
    }

    /// The router refuses a request without a host before any filter runs, and so does the management port
    /// with a body, which no resource of it needs.
    private static void answer(RoutingContext context) {
        switch (context.statusCode()) {
            case 400 ->
                answer(context, 400, RequestHead.complaint(context.request()).orElse("The request is malformed."));
            case 413 -> answer(context, 413, "The body is larger than this service takes.");
            default -> context.next();
        }
    }

    /// Ends the request with a problem document and closes the connection, because the rest of the request
    /// may still come.
    static void answer(RoutingContext context, int status, String detail) {
        var response = context.response();
        if (!response.ended()) {
            SafeHeaders.put(response);
            var sent = response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                    .end(document(status, detail, context.request().uri()));
            var request = context.request();
            Future.all(sent, request.end())
                    .onSuccess(done -> request.connection().close());
            BodyIntake.discard(context.vertx(), request);
        }
    }

    static String document(int status, String detail, String address) {
        var path = address.replaceFirst("[?#].*", "");
        var title = status == 413
                ? "Content Too Large"
                : HttpResponseStatus.valueOf(status).reasonPhrase();
        var document = JsonObject.of(
                "status",
                status,
                "title",
                title,
                "detail",
                detail,
                "instance",
                path.startsWith("/") && !path.startsWith("//") ? path : "/");
        if (path.startsWith("/v2/")) {
            PublishedKeys.of(status, title, detail).forEach(document::put);
        }
        return document.encode();
    }
}
