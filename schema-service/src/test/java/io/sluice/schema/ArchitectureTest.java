package io.sluice.schema;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Adapters know use cases, use cases know the model, and only adapters know frameworks.
class ArchitectureTest {
    private static final List<String> ADAPTERS = List.of(
            "Resource",
            "Parameters",
            "Store",
            "Row",
            "Config",
            "Beans",
            "Scheduler",
            "Signer",
            "Hashing",
            "Outbox",
            "Bodies",
            "Refusals",
            "PathTexts",
            "Caller",
            "Key",
            "Documents");

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice.schema");

    private static final ModuleRules RULES = ModuleRules.of("io.sluice.schema");
    private static final SourceRules SOURCES = SourceRules.ofThisModule();

    private static final DescribedPredicate<JavaClass> ADAPTER =
            DescribedPredicate.describe("adapters", type -> isAdapter(outermost(type)));

    /// The interfaces `TokenSigner` and `PasswordHashing` are what use cases see of an adapter.
    private static boolean isAdapter(JavaClass type) {
        return (!type.isInterface() || type.getSimpleName().endsWith("Config"))
                && ADAPTERS.stream().anyMatch(suffix -> type.getSimpleName().endsWith(suffix));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void onlyAdaptersKnowFrameworks() {
        noClasses()
                .that(not(ADAPTER))
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "io.vertx..",
                        "org.hibernate..",
                        "org.apache.kafka..",
                        "org.eclipse.microprofile..",
                        "io.smallrye.jwt..",
                        "io.smallrye.config.."))
                .check(SERVICE);
    }

    @Test
    void useCasesKnowNoHttp() {
        noClasses()
                .that(not(ADAPTER))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.sluice.web..", "io.quarkiverse.resteasy.problem.."))
                .check(SERVICE);
    }

    @Test
    void storesKnowNoHttp() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Store")
                .or()
                .haveSimpleNameEndingWith("Row")
                .or()
                .haveSimpleName("Outbox")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.sluice.web..", "io.quarkiverse.resteasy.problem..", "jakarta.ws.rs.."))
                .check(SERVICE);
    }

    @Test
    void nobodyDependsOnResources() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .and(not(DescribedPredicate.describe(
                        "parts of resources",
                        type -> outermost(type).getSimpleName().endsWith("Resource"))))
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Resource"))
                .check(SERVICE);
    }

    @Test
    void useCasesDoNotKnowStores() {
        noClasses()
                .that(not(ADAPTER))
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Store").or(simpleNameEndingWith("Row")))
                .check(SERVICE);
    }

    @Test
    void entitiesAreRows() {
        classes()
                .that(annotatedWith("jakarta.persistence.Entity"))
                .should()
                .haveSimpleNameEndingWith("Row")
                .andShould()
                .bePackagePrivate()
                .check(SERVICE);
    }

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void usesOnlyTheLibrariesItNeeds() {
        RULES.usesOfSluiceOnly(
                "io.sluice.contracts", "io.sluice.database", "io.sluice.engine", "io.sluice.events", "io.sluice.web");
    }

    @Test
    void keepsCommentsWithinTheirWidth() {
        SOURCES.commentsFit();
    }

    @Test
    void usesCommonWords() {
        SOURCES.wordsAreCommon();
    }
}
