package io.sluice.agent;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.agent");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void knowsNoFramework() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void usesOnlyContractsAndTheSharedLibrary() {
        RULES.usesOfSluiceOnly("io.sluice.contracts", "io.sluice.sftpserver", "io.sluice.threads");
    }

    @Test
    void commentsFit() {
        SourceRules.ofThisModule().commentsFit();
    }

    @Test
    void wordsAreCommon() {
        SourceRules.ofThisModule().wordsAreCommon();
    }

    /// The process ends with each thread that `AgentMain` begins.
    @Test
    void threadsAreSupervised() {
        RULES.threadsAreSupervised("AgentMain");
    }
}
