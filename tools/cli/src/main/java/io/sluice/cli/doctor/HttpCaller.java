package io.sluice.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// GET with a time limit.
record HttpCaller(HttpClient http, Duration limit) {

    static HttpCaller within(Duration limit, Authorities trusted) {
        return new HttpCaller(
                HttpClient.newBuilder()
                        // Some proxies fail when a client offers HTTP/2.
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(limit)
                        .sslContext(trusted.context())
                        .build(),
                limit);
    }

    HttpResponse<String> get(URI address, Optional<String> token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(limit);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
