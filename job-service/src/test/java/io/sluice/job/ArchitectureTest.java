package io.sluice.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.job");

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
    void adaptersAreHidden() {
        RULES.adaptersAreHidden();
    }

    @Test
    void dependsOnlyOnTheLibrariesThatItUses() {
        RULES.usesOfSluiceOnly(
                "io.sluice.contracts",
                "io.sluice.database",
                "io.sluice.engine",
                "io.sluice.events",
                "io.sluice.objects",
                "io.sluice.threads",
                "io.sluice.web");
    }

    @Test
    void featuresDoNotKnowTheLiveStream() {
        RULES.keeps(noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.job.live..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.job.live.."));
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
