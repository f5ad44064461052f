package io.sluice.web.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/// What the resources at the path of a request offer. The framework refuses a method or a media type without
/// saying which ones there are; this asks its tables.
final class Offered {
    private final SortedMap<String, RuntimeResource> byMethod;

    private Offered(SortedMap<String, RuntimeResource> byMethod) {
        this.byMethod = Collections.unmodifiableSortedMap(byMethod);
    }

    static Offered at(ResteasyReactiveRequestContext request) {
        var byMethod = new TreeMap<String, RuntimeResource>();
        var path = request.getPathWithoutPrefix();
        var classes =
                new RequestMapper<>(new ArrayList<>(request.getDeployment().getClassMappers()));
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            var rest = match.remaining.isEmpty() ? "/" : match.remaining;
            for (var handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler methods) {
                    methods.getMappers().forEach((method, resources) -> {
                        var resource = resources.map(rest);
                        if (method != null && resource != null) {
                            byMethod.putIfAbsent(method, resource.value);
                        }
                    });
                }
            }
        }
        var get = byMethod.get(HttpMethod.GET);
        if (get != null) {
            byMethod.putIfAbsent(HttpMethod.HEAD, get);
        }
        return new Offered(byMethod);
    }

    /// `GET, HEAD`.
    String methods() {
        return String.join(", ", byMethod.keySet());
    }

    /// The media types of the method's answers: `application/json or text/csv`. A method that names none
    /// chooses by itself, and all of them can give JSON.
    String mediaTypes(String method) {
        return Optional.ofNullable(byMethod.get(method))
                .map(RuntimeResource::getProduces)
                .map(types -> Stream.of(types.getSortedOriginalMediaTypes())
                        .map(MediaType::toString)
                        .collect(Collectors.joining(" or ")))
                .orElse(MediaType.APPLICATION_JSON);
    }
}
