package io.sluice.devstack.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which service answers which path. No service answers a path that is not in its plain form (`..`, `//`,
/// `%2F`). Only the key of an entity may have `%2F`, `%5C` and a backslash: it is any text, and one segment.
final class RouteTable {

    private static final String FILE = "routes.txt";
    /// The segment of a pattern that takes any text.
    private static final String KEY = "{key}";

    private final List<Route> routes;

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /// One line of the table: the segments of the pattern, with `{name}` for any segment; `below` for all
    /// longer paths, too.
    record Route(String service, List<String> segments, boolean below) {

        static Route parse(String line) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length != 2 || !words[1].startsWith("/")) {
                throw new IllegalArgumentException("route '" + line + "', expected '<service> /<pattern>'");
            }
            boolean below = words[1].endsWith("/**");
            String pattern = below ? words[1].substring(0, words[1].length() - 3) : words[1];
            return new Route(words[0], List.of(pattern.substring(1).split("/", -1)), below);
        }

        boolean fits(List<String> path) {
            if (below ? path.size() < segments.size() : path.size() != segments.size()) {
                return false;
            }
            for (int index = 0; index < segments.size(); index++) {
                String segment = segments.get(index);
                if (!segment.startsWith("{") && !segment.equals(path.get(index))) {
                    return false;
                }
            }
            return IntStream.range(0, path.size())
                    .allMatch(index ->
                            (index < segments.size() && segments.get(index).equals(KEY)) || !hasSlash(path.get(index)));
        }
    }

    /// The table that devstack and chart share.
    static RouteTable load() {
        try (InputStream in = RouteTable.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside " + RouteTable.class.getName());
            }
            return new RouteTable(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Route::parse)
                    .toList());
        } catch (IOException cause) {
            throw new UncheckedIOException(FILE + " cannot be read", cause);
        }
    }

    /// The service for the encoded path of a request.
    Optional<String> service(String path) {
        List<String> segments =
                List.of(path.substring(Math.min(1, path.length())).split("/", -1));
        return isPlain(path, segments)
                ? routes.stream()
                        .filter(route -> route.fits(segments))
                        .map(Route::service)
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isPlain(String path, List<String> segments) {
        return path.startsWith("/")
                && segments.stream()
                        .map(segment -> segment.replaceAll("(?i)%2e", "."))
                        .noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
    }

    private static boolean hasSlash(String segment) {
        String lower = segment.toLowerCase(Locale.ROOT);
        return lower.contains("%2f") || lower.contains("%5c") || segment.contains("\\");
    }
}
