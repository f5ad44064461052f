package io.sluice.chart;

import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void sourcesAreInShape() {
        SourceRules.ofThisModule().commentsFit();
        SourceRules.ofThisModule().wordsAreCommon();
    }
}
