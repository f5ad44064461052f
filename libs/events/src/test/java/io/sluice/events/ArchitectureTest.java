package io.sluice.events;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final ModuleRules module = ModuleRules.of("io.sluice.events");

    @Test
    void packagesHaveNoCycles() {
        module.packagesHaveNoCycles();
    }

    @Test
    void usesOnlyTheLibrariesBelowIt() {
        module.usesOfSluiceOnly("io.sluice.contracts", "io.sluice.threads");
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
