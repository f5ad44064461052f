package io.sluice.sftpserver;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.sftpserver");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void knowsNoFramework() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void usesOnlyContracts() {
        RULES.usesOfSluiceOnly("io.sluice.contracts", "io.sluice.threads");
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
