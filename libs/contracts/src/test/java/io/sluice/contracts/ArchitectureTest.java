package io.sluice.contracts;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.contracts");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void knowsNoFramework() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void usesOnlyTheModulesThatItNeeds() {
        RULES.usesOfSluiceOnly("io.sluice.engine");
    }

    @Test
    void commentsFit() {
        SourceRules.ofThisModule().commentsFit();
    }

    @Test
    void wordsAreCommon() {
        SourceRules.ofThisModule().wordsAreCommon();
    }
}
