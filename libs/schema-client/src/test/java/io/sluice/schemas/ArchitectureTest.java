package io.sluice.schemas;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void usesOnlyTheLibrariesBelowIt() {
        ModuleRules.of("io.sluice.schemas")
                .usesOfSluiceOnly("io.sluice.contracts", "io.sluice.engine", "io.sluice.events", "io.sluice.web");
    }

    @Test
    void sourcesAreInShape() {
        SourceRules.ofThisModule().commentsFit();
        SourceRules.ofThisModule().wordsAreCommon();
    }
}
