package io.sluice.web.client;

import java.net.URI;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where another service is, and how long to wait for it.
///
/// @param withoutIds turns a path into one that names no tenant, for metrics
/// @param unavailable makes the exception for "no usable answer" of a sentence and its cause
public record ServiceAddress(
        URI url,
        Duration connectTimeout,
        Duration requestTimeout,
        UnaryOperator<String> withoutIds,
        BiFunction<String, @Nullable Throwable, RuntimeException> unavailable) {

    URI resolve(String path) {
        return URI.create(url.toString().replaceAll("/+$", "") + path);
    }
}
