package io.sluice.web.parameter;

import io.sluice.web.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses query parameters that the resource does not take, and those that come twice: a misspelt filter
/// would silently answer with everything. Where clients may send others ([IgnoresUnknownParameters]), only
/// what the resource takes must not come twice.
@ApplicationScoped
public class UnknownParameters {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        var given = request.getUriInfo().getQueryParameters();
        if (given.isEmpty() || resource.getResourceMethod() == null) {
            return;
        }
        var method = resource.getResourceMethod();
        var takes = known.computeIfAbsent(method, UnknownParameters::ofMethod);
        var ignoresOthers = method.getDeclaringClass().isAnnotationPresent(IgnoresUnknownParameters.class);
        for (var parameter : given.entrySet()) {
            var isKnown = takes.contains(parameter.getKey());
            if (!isKnown && !ignoresOthers) {
                throw Problems.badRequest("There is no query parameter \"%s\" here, expected %s."
                        .formatted(parameter.getKey(), takes.isEmpty() ? "none" : String.join(", ", takes)));
            }
            if (isKnown && parameter.getValue().size() > 1) {
                throw Problems.badRequest("The query parameter %s comes %d times, expected once."
                        .formatted(parameter.getKey(), parameter.getValue().size()));
            }
        }
    }

    private static Set<String> ofMethod(Method method) {
        var names = new TreeSet<String>();
        for (var parameter : method.getParameters()) {
            nameOf(parameter).forEach(names::add);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                ofClass(parameter.getType()).forEach(names::add);
            }
        }
        return names;
    }

    private static Stream<String> ofClass(@Nullable Class<?> type) {
        return type == null
                ? Stream.of()
                : Stream.concat(
                        Arrays.stream(type.getDeclaredFields()).flatMap(UnknownParameters::nameOf),
                        ofClass(type.getSuperclass()));
    }

    private static Stream<String> nameOf(AnnotatedElement element) {
        return Stream.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value);
    }
}
