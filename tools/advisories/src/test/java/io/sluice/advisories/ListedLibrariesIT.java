package io.sluice.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The committed list of components holds the libraries that the packaged services contain.
class ListedLibrariesIT {
    private static final List<String> DEPLOYED = List.of(
            "schema-service",
            "sftp-watcher",
            "validator-service",
            "job-service",
            "notifier-service",
            "batch-service",
            "data-service");

    @Test
    void listNamesEveryLibraryOfTheServices() throws IOException {
        var listed =
                AdvisoriesPageTest.components().stream().map(Component::jar).collect(Collectors.toSet());

        for (var service : DEPLOYED) {
            var unlisted = librariesOf(service);
            unlisted.removeIf(library -> isListed(library, listed));
            assertThat(unlisted)
                    .as("%s: %s", service, AdvisoriesPageTest.WRITE_IT)
                    .isEmpty();
        }
    }

    /// The jars in a service's folder are named `group.artifact-version.jar`.
    private static boolean isListed(String library, Set<String> listed) {
        return listed.contains(library) || listed.stream().anyMatch(jar -> library.endsWith("." + jar));
    }

    /// Without Quarkus's own: it adds some by conditions that no POM shows, in its one version.
    private static List<String> librariesOf(String service) throws IOException {
        try (var files = Files.walk(AdvisoriesPageTest.ROOT.resolve(service).resolve("target/quarkus-app/lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name ->
                            name.endsWith(".jar") && !name.startsWith("io.sluice.") && !name.startsWith("io.quarkus."))
                    .map(name -> name.substring(0, name.length() - ".jar".length()))
                    .collect(Collectors.toList());
        }
    }
}
