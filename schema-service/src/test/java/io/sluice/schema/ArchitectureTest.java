package io.sluice.schema;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of(
            "io.sluice.schema", "io.sluice.schema.change", "io.sluice.schema.request", "io.sluice.schema.signing");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void useCasesAndModelKnowNoFramework() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void useCasesAndModelKnowNoAdapters() {
        RULES.coreKnowsNoAdapter();
    }

    @Test
    void onlyResourcesKnowHttp() {
        RULES.keeps(noClasses()
                .that(describe("others", type -> !isPartOfResource(type)))
                .and()
                .resideOutsideOfPackages("io.sluice.schema.request", "io.sluice.schema.signing")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.sluice.web..", "io.quarkiverse.resteasy.problem..", "jakarta.ws.rs..")));
    }

    @Test
    void nobodyDependsOnResources() {
        RULES.keeps(noClasses()
                .that(describe("others", type -> !isPartOfResource(type)))
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Resource")));
    }

    private static boolean isPartOfResource(JavaClass type) {
        return type.getSimpleName().endsWith("Resource")
                || type.getEnclosingClass()
                        .filter(ArchitectureTest::isPartOfResource)
                        .isPresent();
    }

    @Test
    void adaptersAreHidden() {
        RULES.adaptersAreHidden();
    }

    @Test
    void entitiesAreRows() {
        RULES.keeps(classes()
                .that(annotatedWith("jakarta.persistence.Entity"))
                .should()
                .haveSimpleNameEndingWith("Row"));
    }

    /// Decision 11: each table is read and written through its entity.
    @Test
    void nobodySpeaksToTheDatabaseWithoutHibernate() {
        RULES.keeps(noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.mutiny.sqlclient..", "java.sql..")));
    }

    @Test
    void dependsOnlyOnTheLibrariesThatItUses() {
        RULES.usesOfSluiceOnly(
                "io.sluice.contracts",
                "io.sluice.database",
                "io.sluice.engine",
                "io.sluice.events",
                "io.sluice.threads",
                "io.sluice.web");
    }

    @Test
    void commentsFit() {
        SourceRules.ofThisModule().commentsFit();
    }

    @Test
    void wordsAreCommon() {
        SourceRules.ofThisModule().wordsAreCommon();
    }

    @Test
    void repeatedWorkWaitsForTables() {
        RULES.repeatedWorkWaitsForTables();
    }

    @Test
    void threadsAreSupervised() {
        RULES.threadsAreSupervised();
    }
}
