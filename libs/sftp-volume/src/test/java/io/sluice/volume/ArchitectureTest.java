package io.sluice.volume;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.volume");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void usesOnlyTheModulesThatItNeeds() {
        RULES.usesOfSluiceOnly("io.sluice.contracts");
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
    void threadsAreSupervised() {
        RULES.threadsAreSupervised();
    }
}
