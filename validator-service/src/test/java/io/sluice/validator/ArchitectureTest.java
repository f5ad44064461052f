package io.sluice.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ADAPTER =
            ".*(Resource|Consumer|Publisher|Store|Client|Config|Beans|Lifecycle|Ready|Metrics|Token|Subscriber|Delivery|MediaTypes)(\\$.*)?";
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.quarkiverse..",
        "io.smallrye..",
        "io.vertx..",
        "io.micrometer..",
        "jakarta..",
        "org.apache.kafka..",
        "org.eclipse.microprofile..",
        "software.amazon..",
        "java.net.http.."
    };

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.validator");

    @Test
    void keepsFrameworksOutOfUseCasesAndModel() {
        noClasses()
                .that()
                .haveNameNotMatching(ADAPTER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(classes);
    }

    @Test
    void keepsTheQueueFreeOfLibraries() {
        classes()
                .that()
                .resideInAPackage("..validator.queue..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "..validator.queue..")
                .check(classes);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.sluice.validator.(*)..").should().beFreeOfCycles().check(classes);
    }
}
