package io.sluice.advisories;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The text of `docs/operations/advisories.md`: the known advisories against the components that Sluice uses.
final class AdvisoriesPage {
    private AdvisoriesPage() {}

    /// The components in a software bill of materials (CycloneDX JSON), without Sluice's own modules.
    static SortedSet<Component> componentsOf(Path billOfMaterials) throws IOException {
        var components =
                JsonMapper.builder().build().readTree(billOfMaterials.toFile()).path("components");
        return StreamSupport.stream(components.spliterator(), false)
                .map(component -> new Component(
                        component.path("group").asText() + ":"
                                + component.path("name").asText(),
                        component.path("version").asText()))
                .filter(component -> !component.name().startsWith("io.sluice:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Advisory> knownAdvisories() {
        return lines("known-advisories.txt").stream().map(Advisory::parse).toList();
    }

    /// The advisories that hold for a component and were not accepted.
    static List<String> open(SortedSet<Component> components) {
        return knownAdvisories().stream()
                .filter(advisory -> advisory.accepted().isEmpty())
                .flatMap(advisory -> components.stream()
                        .filter(advisory::affects)
                        .map(component -> "%s affects %s: %s".formatted(advisory.id(), component, advisory.effect())))
                .toList();
    }

    static String of(Path root, SortedSet<Component> components) throws IOException {
        var pom = Files.readString(root.resolve("pom.xml"));
        var page = new StringBuilder("""
                # Advisories

                `./sluice advisories` writes this page and the list of all libraries with their versions, `components.txt`: it makes a software bill of materials (CycloneDX) of the whole build and compares it with the advisories that are known here. A test fails when a built service contains a library that the list does not name, or when an advisory stands open.

                | what happens | what to do |
                |---|---|
                | An advisory is published. | Add a line to `known-advisories.txt` in the test resources of `tools/advisories` and run `./sluice advisories`. It exits with 1 while an affected version is used. |
                | A library changes its version. | Run `./sluice advisories` and commit both files. |
                | A newer version than Quarkus's is needed. | Set it in the root POM and add a line to `version-overrides.txt` beside the other file. |

                ## Versions that are newer than what Quarkus brings
                | library | ours | Quarkus 3.34.1 brings | property in the root POM | the line goes away when |
                |---|---|---|---|---|
                """);
        lines("version-overrides.txt").stream()
                .map(line -> line.split(" \\| ", 4))
                .forEach(words -> page.append("| %s | %s | %s | `%s` | %s |%n"
                        .formatted(words[1], property(pom, words[0]), words[2], words[0], words[3])));
        page.append("""

                Vert.x stands in the POM artifact by artifact: the import of `vertx-dependencies` would take Guava, SLF4J, SnakeYAML and Log4j back by years.

                ## Known advisories
                | advisory | library | affected versions | ours | effect | state |
                |---|---|---|---|---|---|
                """);
        knownAdvisories().forEach(advisory -> page.append(row(advisory, components)));
        page.append("""

                Nothing was found against Apache MINA SSHD 2.17.1, JSch 2.27.6 and S3Proxy 4.1.0. That is no proof.
                """);
        return page.toString();
    }

    private static String row(Advisory advisory, SortedSet<Component> components) {
        var used = components.stream()
                .filter(component -> component.name().equals(advisory.library()))
                .toList();
        var versions = used.stream().map(Component::version).distinct().collect(Collectors.joining(", "));
        return "| %s | `%s` | `%s` | %s | %s | %s |%n"
                .formatted(
                        advisory.id(),
                        advisory.library(),
                        advisory.affected(),
                        used.isEmpty() ? "not used" : versions,
                        advisory.effect(),
                        state(advisory, used));
    }

    private static String state(Advisory advisory, List<Component> used) {
        if (used.stream().noneMatch(advisory::affects)) {
            return "not affected";
        }
        return advisory.accepted().isEmpty() ? "**open**" : "accepted: " + advisory.accepted();
    }

    private static String property(String pom, String name) {
        var found = Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(Pattern.quote(name)))
                .matcher(pom);
        if (!found.find()) {
            throw new IllegalArgumentException(
                    "version-overrides.txt names %s, which the root POM does not have".formatted(name));
        }
        return found.group(1);
    }

    private static List<String> lines(String resource) {
        try (var in = AdvisoriesPage.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
