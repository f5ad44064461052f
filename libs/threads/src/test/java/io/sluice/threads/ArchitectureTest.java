package io.sluice.threads;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.threads");

    @Test
    void knowsNoFramework() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void usesOnlyTheJdk() {
        RULES.usesOfSluiceOnly();
    }

    @Test
    void keepsTheQueueFreeOfLibraries() {
        RULES.areSelfContained(new String[] {"io.sluice.threads.queue.."});
    }

    @Test
    void sourcesAreInShape() {
        SourceRules.ofThisModule().commentsFit();
        SourceRules.ofThisModule().wordsAreCommon();
    }
}
