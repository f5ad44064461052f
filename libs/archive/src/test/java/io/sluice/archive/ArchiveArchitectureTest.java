package io.sluice.archive;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchiveArchitectureTest {
    private static final String ADAPTER = ".*(Beans|Config|Parameters|PartUpload|Resource|Schedule|Store)";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.archive");

    @Test
    void useCasesKnowNoFramework() {
        noClasses()
                .that()
                .haveNameNotMatching(".*" + ADAPTER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "org.apache.kafka..",
                        "io.vertx..",
                        "io.micrometer..",
                        "org.eclipse.microprofile..",
                        "com.jcraft..",
                        "software.amazon..",
                        "io.smallrye.config..",
                        "io.smallrye.reactive..")
                .check(CLASSES);
    }

    @Test
    void useCasesReachTheOutsideThroughSeams() {
        noClasses()
                .that()
                .haveNameNotMatching(".*" + ADAPTER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.events", "io.sluice.events.account..", "io.sluice.objects.report..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("io.sluice.archive.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
