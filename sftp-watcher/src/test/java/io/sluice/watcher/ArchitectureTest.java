package io.sluice.watcher;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.watcher");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void useCasesAndModelKnowNoFramework() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void useCasesAndModelKnowNoAdapters() {
        RULES.coreKnowsNoAdapter();
    }

    @Test
    void adaptersAreHidden() {
        RULES.adaptersAreHidden();
    }

    @Test
    void dependsOnlyOnTheLibrariesThatItUses() {
        RULES.usesOfSluiceOnly(
                "io.sluice.archive",
                "io.sluice.contracts",
                "io.sluice.events",
                "io.sluice.objects",
                "io.sluice.threads",
                "io.sluice.volume",
                "io.sluice.web");
    }

    @Test
    void commentsFit() {
        SourceRules.ofThisModule().commentsFit();
    }

    @Test
    void wordsAreCommon() {
        SourceRules.ofThisModule().wordsAreCommon();
    }

    /// `SideBySide` waits for its threads.
    @Test
    void threadsAreSupervised() {
        RULES.threadsAreSupervised("SideBySide");
    }
}
