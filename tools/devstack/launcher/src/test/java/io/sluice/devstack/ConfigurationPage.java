package io.sluice.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of `docs/operations/configuration.md`, from the sources of services and libraries.
///
/// | column | source |
/// |---|---|
/// | key, type | the `@ConfigMapping` interfaces; `configuration-notes.txt` for keys that are read in another way |
/// | default | `application.properties`, else the libraries' `microprofile-config.properties`, else `@WithDefault` |
/// | service | the module, or the services that depend on it |
/// | meaning | `configuration-notes.txt`, else the method's comment |
final class ConfigurationPage {
    private static final List<String> SERVICES = List.of(
            "schema-service",
            "sftp-watcher",
            "validator-service",
            "job-service",
            "notifier-service",
            "batch-service",
            "data-service");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("([\\w<>.]+) (\\w+)\\(\\);");
    private static final Pattern DEFAULT = Pattern.compile("@WithDefault\\(\"([^\"]*)\"\\)");
    private static final Pattern DEPENDENCY =
            Pattern.compile("<groupId>io\\.sluice</groupId>\\s*<artifactId>([\\w-]+)</artifactId>(?!\\s*<scope>test)");
    private static final String LIBRARY_DEFAULTS = "src/main/resources/META-INF/microprofile-config.properties";

    private final Path root;
    private final Map<String, Note> notes;
    private final Map<String, Set<String>> usersOf = new TreeMap<>();
    private final Map<String, Map<String, String>> defaultsOf = new LinkedHashMap<>();

    private ConfigurationPage(Path root) {
        this.root = root;
        this.notes = notes();
        for (String service : SERVICES) {
            Map<String, String> defaults = new TreeMap<>();
            for (String module : dependencies(service)) {
                usersOf.computeIfAbsent(module, _ -> new TreeSet<>()).add(service);
                defaults.putAll(properties(folder(module).resolve(LIBRARY_DEFAULTS)));
            }
            defaults.putAll(properties(folder(service).resolve("src/main/resources/application.properties")));
            defaultsOf.put(service, defaults);
        }
    }

    private record Note(String type, String services, String meaning) {}

    private record Key(String name, String type, Optional<String> fallback, Set<String> services, String meaning) {
        /// The same key in another service.
        Key alsoOf(Key other) {
            var all = new TreeSet<>(services);
            all.addAll(other.services());
            return new Key(name, type, fallback, all, meaning);
        }
    }

    /// The whole page; throws if a key of Sluice has no meaning.
    static String of(Path root) {
        return new ConfigurationPage(root).text();
    }

    private String text() {
        Map<String, Key> keys = new TreeMap<>();
        usersOf.forEach((module, services) ->
                mappings(module, services).forEach(key -> keys.merge(key.name(), key, Key::alsoOf)));
        notes.forEach((name, note) -> keys.merge(
                name, new Key(name, note.type(), Optional.empty(), services(note), note.meaning()), Key::alsoOf));
        refuseUnknown(keys.keySet());
        return """
                # Configuration

                This page is generated; `ConfigurationPageTest` checks it and says how to write it again.

                Each service reads its keys from the environment, from system properties (`-D`) and from the file that
                `quarkus.config.locations` names. In the environment a key is upper case with `_`: `SLUICE_SFTP_HOST`.
                A size takes `K`, `M` or `G`; a duration takes `500ms`, `10s`, `5m`, `24h` or `7d`.
                The SFTP pod has variables of its own ([deploy/sftp](../../deploy/sftp/README.md)).

                ## Keys of Sluice

                %s

                ## Keys of Quarkus and Kafka that an installation sets

                Any other key of Quarkus and of Kafka's clients (`kafka.*`) works, too.

                %s
                """.formatted(
                        table(keys.values(), key -> key.name().startsWith("sluice.")),
                        table(keys.values(), key -> !key.name().startsWith("sluice.")));
    }

    private String table(Collection<Key> keys, Function<Key, Boolean> wanted) {
        return Stream.concat(
                        Stream.of("| key | type | default | service | meaning |", "|---|---|---|---|---|"),
                        keys.stream()
                                .filter(wanted::apply)
                                .map(key -> "| `%s` | %s | %s | %s | %s |"
                                        .formatted(
                                                key.name(),
                                                key.type(),
                                                defaultOf(key),
                                                key.services().size() == SERVICES.size()
                                                        ? "all"
                                                        : String.join(", ", key.services()),
                                                key.meaning())))
                .collect(Collectors.joining("\n"));
    }

    /// One value, or the value of each service where they differ.
    private String defaultOf(Key key) {
        Map<String, Set<String>> servicesOf = new LinkedHashMap<>();
        for (String service : key.services()) {
            Optional.ofNullable(defaultsOf.getOrDefault(service, Map.of()).get(key.name()))
                    .or(key::fallback)
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> servicesOf
                            .computeIfAbsent(value, _ -> new TreeSet<>())
                            .add(service));
        }
        return servicesOf.entrySet().stream()
                .map(entry -> servicesOf.size() == 1
                        ? "`" + entry.getKey() + "`"
                        : "`" + entry.getKey() + "` (" + String.join(", ", entry.getValue()) + ")")
                .collect(Collectors.joining(", "));
    }

    private List<Key> mappings(String module, Set<String> services) {
        try (Stream<Path> files = Files.walk(folder(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith("Config.java"))
                    .sorted()
                    .flatMap(file -> mapping(read(file), services).stream())
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private List<Key> mapping(String source, Set<String> services) {
        var prefix = MAPPING.matcher(source);
        if (!prefix.find()) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        Optional<String> fallback = Optional.empty();
        for (String line : source.substring(prefix.end()).lines().toList()) {
            String words = line.strip();
            var method = METHOD.matcher(words);
            var value = DEFAULT.matcher(words);
            if (words.startsWith("///")) {
                comment.add(words.substring(3).strip());
            } else if (value.find()) {
                fallback = Optional.of(value.group(1));
            } else if (method.matches()) {
                String name = prefix.group(1) + "." + kebab(method.group(2));
                keys.add(new Key(
                        name, type(method.group(1)), fallback, services, meaning(name, String.join(" ", comment))));
                comment.clear();
                fallback = Optional.empty();
            }
        }
        return keys;
    }

    private String meaning(String key, String comment) {
        String meaning = Optional.ofNullable(notes.get(key)).map(Note::meaning).orElse(comment);
        if (meaning.isBlank()) {
            throw new IllegalStateException(key + " has no comment, expected one sentence on its method");
        }
        return meaning.replace("|", "\\|");
    }

    private void refuseUnknown(Set<String> known) {
        List<String> unknown = defaultsOf.values().stream()
                .flatMap(defaults -> defaults.keySet().stream())
                .filter(key -> key.startsWith("sluice.") && !known.contains(key))
                .distinct()
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "no @ConfigMapping and no note has %s, which properties files set".formatted(unknown));
        }
    }

    private Set<String> services(Note note) {
        return note.services().equals("all")
                ? new TreeSet<>(SERVICES)
                : new TreeSet<>(List.of(note.services().split(",")));
    }

    private static Map<String, Note> notes() {
        try (var in = ConfigurationPage.class.getResourceAsStream("configuration-notes.txt")) {
            Map<String, Note> notes = new TreeMap<>();
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 4))
                    .forEach(words -> notes.put(
                            words[0].strip(), new Note(words[1].strip(), words[2].strip(), words[3].strip())));
            return notes;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// The service's own libraries, the deepest first, and the service itself.
    private List<String> dependencies(String service) {
        var found = new ArrayDeque<String>();
        var open = new ArrayDeque<>(List.of(service));
        while (!open.isEmpty()) {
            String module = open.remove();
            found.remove(module);
            found.addFirst(module);
            DEPENDENCY
                    .matcher(read(folder(module).resolve("pom.xml")))
                    .results()
                    .map(match -> match.group(1))
                    .filter(name -> Files.isDirectory(root.resolve("libs").resolve(name)))
                    .forEach(open::add);
        }
        return List.copyOf(found);
    }

    private Path folder(String module) {
        return SERVICES.contains(module)
                ? root.resolve(module)
                : root.resolve("libs").resolve(module);
    }

    private static Map<String, String> properties(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
    }

    private static String type(String java) {
        String bare = java.replaceAll("^Optional<(\\w+)>$", "$1").replaceAll("^Optional(Int|Long)$", "$1");
        return switch (bare) {
            case "int", "Int", "long", "Long" -> "number";
            case "MemorySize" -> "size";
            case "URI" -> "address";
            case "Path" -> "file";
            case "String" -> "text";
            case "boolean" -> "true or false";
            default -> bare.toLowerCase(Locale.ROOT);
        };
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
