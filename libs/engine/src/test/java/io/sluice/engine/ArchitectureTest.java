package io.sluice.engine;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.engine");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void dependsOnlyOnJdkAndRe2() {
        RULES.areSelfContained(new String[] {"io.sluice.engine.."}, "com.google.re2j..");
    }

    @Test
    void usesNoOtherModule() {
        RULES.usesOfSluiceOnly();
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
