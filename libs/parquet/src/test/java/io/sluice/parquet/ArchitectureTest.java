package io.sluice.parquet;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.parquet");

    @Test
    void usesOnlyTheLibrariesBelowIt() {
        RULES.usesOfSluiceOnly("io.sluice.engine");
    }

    @Test
    void knowsNoFramework() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void sourcesAreInShape() {
        SourceRules.ofThisModule().commentsFit();
        SourceRules.ofThisModule().wordsAreCommon();
    }

    @Test
    void threadsAreSupervised() {
        RULES.threadsAreSupervised();
    }
}
