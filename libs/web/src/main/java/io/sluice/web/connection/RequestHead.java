package io.sluice.web.connection;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Refuses a request whose head is too long, or that two servers could read in two ways.
///
/// | refused | with | |
/// |---|---|---|
/// | no header `Host`, or two | 400 | RFC 9112, 3.2 |
/// | an address with a character that no URI has | 400 | `/v1/{}` |
/// | an address whose percent encoding is no UTF-8 | 400 | `/v1/%c0%af`, `/v1/%ff` |
/// | an address above 8,000 characters | 414 | the server itself closes the connection beyond 64 KiB |
/// | headers above 16,000 characters | 431 | likewise |
@ApplicationScoped
public class RequestHead {
    /// After [io.sluice.web.clock.DateHeader], before anything that looks at the address.
    private static final int EARLY = 15_000;

    private static final int MAX_ADDRESS = 8_000;
    private static final int MAX_HEADERS = 16_000;

    void register(@Observes Filters filters) {
        filters.register(RequestHead::check, EARLY);
    }

    private static void check(RoutingContext context) {
        var request = context.request();
        if (request.uri().length() > MAX_ADDRESS) {
            ServerProblems.answer(
                    context,
                    414,
                    "The address has %d characters, expected at most %d."
                            .formatted(request.uri().length(), MAX_ADDRESS));
            return;
        }
        var headers = request.headers().entries().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        if (headers > MAX_HEADERS) {
            ServerProblems.answer(
                    context,
                    431,
                    "The headers have %d characters, expected at most %d.".formatted(headers, MAX_HEADERS));
            return;
        }
        complaint(request).ifPresentOrElse(detail -> ServerProblems.answer(context, 400, detail), context::next);
    }

    /// What is wrong with host or address.
    static Optional<String> complaint(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_1) {
            var hosts = request.headers().getAll(HttpHeaders.HOST).size();
            if (hosts != 1) {
                return Optional.of("The request has %d headers Host, expected one.".formatted(hosts));
            }
        }
        return complaint(request.uri());
    }

    /// What is wrong with the address.
    static Optional<String> complaint(String address) {
        var foreign = address.chars().filter(c -> c <= ' ' || c > '~').findFirst();
        if (foreign.isPresent()) {
            return Optional.of("The address is malformed: it has the byte %02X, expected it percent-encoded."
                    .formatted(foreign.getAsInt()));
        }
        try {
            var uri = new URI(address);
            return isUtf8(uri.getRawPath()) && isUtf8(uri.getRawQuery())
                    ? Optional.empty()
                    : Optional.of("The address is malformed: its percent encoding is no UTF-8.");
        } catch (URISyntaxException malformed) {
            return Optional.of("The address is malformed: %s at its character %d."
                    .formatted(malformed.getReason().replaceFirst(" in .*", ""), malformed.getIndex() + 1));
        }
    }

    private static boolean isUtf8(@Nullable String encoded) {
        if (encoded == null || encoded.indexOf('%') < 0) {
            return true;
        }
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
