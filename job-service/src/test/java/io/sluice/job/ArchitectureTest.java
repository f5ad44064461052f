package io.sluice.job;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice.job");
    private static final DescribedPredicate<JavaClass> ADAPTERS = simpleNameEndingWith("Resource")
            .or(simpleNameEndingWith("Consumer"))
            .or(simpleNameEndingWith("Store"))
            .as("adapters");
    private static final DescribedPredicate<JavaClass> USE_CASES = simpleName("FindLatestJob")
            .or(simpleName("LiveEvents"))
            .or(simpleName("CalculateUsage"))
            .as("use cases");

    @Test
    void useCasesAndTheirPortsKnowNoFramework() {
        noClasses()
                .that(USE_CASES.or(simpleName("Jobs")).or(simpleName("Folders")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.quarkus..", "jakarta..", "io.vertx..", "org.apache.kafka..", "io.quarkiverse.."))
                .check(CLASSES);
    }

    @Test
    void useCasesDoNotKnowAdapters() {
        noClasses().that(USE_CASES).should().dependOnClassesThat(ADAPTERS).check(CLASSES);
    }

    @Test
    void onlyResourcesAreSeenOutsideAmongAdapters() {
        classes()
                .that(ADAPTERS.and(not(simpleNameEndingWith("Resource"))))
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void featuresDoNotKnowTheLiveStream() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.job.live..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.job.live..")
                .check(CLASSES);
    }
}
