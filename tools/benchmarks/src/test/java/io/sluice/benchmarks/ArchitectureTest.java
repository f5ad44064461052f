package io.sluice.benchmarks;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.benchmarks");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void usesOnlyTheModulesThatItNeeds() {
        RULES.usesOfSluiceOnly(
                "io.sluice.contracts", "io.sluice.devstack.parts", "io.sluice.engine", "io.sluice.parquet");
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
