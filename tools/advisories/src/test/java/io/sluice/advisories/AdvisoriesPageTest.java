package io.sluice.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// No known advisory stands open against the committed list of components. With
/// `-Dsluice.bill-of-materials=FILE` the test writes list and page, as `./sluice advisories` does.
class AdvisoriesPageTest {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path COMPONENTS = ROOT.resolve("docs/operations/components.txt");
    private static final Path PAGE = ROOT.resolve("docs/operations/advisories.md");
    static final String WRITE_IT = "write it with: ./sluice advisories";

    @BeforeAll
    static void write() throws IOException {
        var billOfMaterials = System.getProperty("sluice.bill-of-materials", "");
        if (!billOfMaterials.isEmpty()) {
            var components = AdvisoriesPage.componentsOf(Path.of(billOfMaterials));
            Files.write(COMPONENTS, components.stream().map(Component::toString).toList());
            Files.writeString(PAGE, AdvisoriesPage.of(ROOT, components));
        }
    }

    @Test
    void pageMatchesTheList() throws IOException {
        assertThat(Files.readString(PAGE)).as(WRITE_IT).isEqualTo(AdvisoriesPage.of(ROOT, components()));
    }

    @Test
    void noKnownAdvisoryStandsOpen() throws IOException {
        assertThat(AdvisoriesPage.open(components())).isEmpty();
    }

    @Test
    void advisoryHoldsForItsRangesOnly() {
        var advisory = Advisory.parse(
                "CVE-1 | org.apache.kafka:kafka-clients | [4.0,4.0.2),[4.1,4.1.2) | Records are lost. |");

        assertThat(List.of("4.0.1", "4.1.1"))
                .allMatch(version -> advisory.affects(new Component("org.apache.kafka:kafka-clients", version)));
        assertThat(List.of("3.9.2", "4.0.2", "4.1.2", "4.2.0"))
                .noneMatch(version -> advisory.affects(new Component("org.apache.kafka:kafka-clients", version)));
        assertThat(advisory.affects(new Component("org.apache.kafka:kafka-server", "4.1.1")))
                .isFalse();
    }

    @Test
    void openAdvisoryIsNamed() {
        var smuggling = new Component("io.netty:netty-codec-http", "4.1.137.Final");

        assertThat(AdvisoriesPage.open(new TreeSet<>(List.of(smuggling))))
                .singleElement()
                .asString()
                .startsWith("CVE-2026-89044 affects io.netty:netty-codec-http:4.1.137.Final");
    }

    static SortedSet<Component> components() throws IOException {
        return Files.readAllLines(COMPONENTS).stream()
                .map(Component::parse)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
