package io.sluice.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// The services' keys from a properties file, or from the environment if the file does not have them.
///
/// A key of one service alone is written `<service>.<key>`, e.g. `job-service.quarkus.datasource.jdbc.url`.
/// In the environment it is upper case with `_`: `JOB_SERVICE_QUARKUS_DATASOURCE_JDBC_URL`.
record Settings(Map<String, String> file, Map<String, String> environment) {

    Settings {
        file = Map.copyOf(file);
        environment = Map.copyOf(environment);
    }

    /// Reads the file.
    static Settings read(Path file, Map<String, String> environment) throws IOException {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("it is no properties file: " + malformed.getMessage(), malformed);
        }
        var values = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return new Settings(values, environment);
    }

    /// A blank value counts as not set.
    Optional<String> find(String key) {
        return Optional.ofNullable(file.get(key))
                .or(() -> Optional.ofNullable(environment.get(variable(key))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /// The service's own value, or the one that all services share.
    Optional<String> find(String service, String key) {
        return find(service + "." + key).or(() -> find(key));
    }

    String find(String key, Default fallback) {
        return find(key).orElse(fallback.value());
    }

    /// Every key with this prefix, e.g. `kafka.`, without the prefix. In keys of the environment `_` becomes
    /// a dot.
    Map<String, String> below(String prefix) {
        var found = new HashMap<String, String>();
        var variables = variable(prefix);
        environment.forEach((name, value) -> {
            if (name.startsWith(variables)) {
                found.put(
                        name.substring(variables.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        file.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /// The services' default for a key.
    record Default(String value) {}
}
