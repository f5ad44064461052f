package io.sluice.database;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final ModuleRules module = ModuleRules.of("io.sluice.database");

    @Test
    void packagesHaveNoCycles() {
        module.packagesHaveNoCycles();
    }

    @Test
    void usesOnlyTheLibrariesBelowIt() {
        module.usesOfSluiceOnly("io.sluice.contracts", "io.sluice.events", "io.sluice.threads");
    }

    @Test
    void sourcesAreInShape() {
        SourceRules.ofThisModule().commentsFit();
        SourceRules.ofThisModule().wordsAreCommon();
    }

    @Test
    void threadsAreSupervised() {
        module.threadsAreSupervised();
    }
}
