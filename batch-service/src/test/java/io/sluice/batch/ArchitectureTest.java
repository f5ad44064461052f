package io.sluice.batch;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of(
            "io.sluice.batch",
            "io.sluice.batch.access..",
            "io.sluice.batch.listing..",
            "io.sluice.batch.log..",
            "io.sluice.batch.problem..",
            "io.sluice.batch.sweep..");

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
                "io.sluice.events",
                "io.sluice.objects",
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
