package io.sluice.parquet;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final ModuleRules module = ModuleRules.of("io.sluice.parquet");

    @Test
    void usesOnlyTheLibrariesBelowIt() {
        module.usesOfSluiceOnly("io.sluice.engine");
    }

    @Test
    void knowsNoFramework() {
        module.coreKnowsNoFramework();
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
