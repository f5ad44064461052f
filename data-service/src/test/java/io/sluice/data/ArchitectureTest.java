package io.sluice.data;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /// The package `intake` is the outermost hop: records and threads in, metrics and health out. The
    /// packages `entity` and `catalog` answer requests.
    private static final ModuleRules RULES = ModuleRules.of(
            "io.sluice.data", "io.sluice.data.intake", "io.sluice.data.entity", "io.sluice.data.catalog");

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
                "io.sluice.parquet",
                "io.sluice.schemas",
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
        RULES.threadsAreSupervised("CopyDays", "HeldFiles");
    }
}
