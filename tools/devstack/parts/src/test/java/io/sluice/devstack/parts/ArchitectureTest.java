package io.sluice.devstack.parts;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.devstack.parts");

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void usesOnlyTheModulesThatItNeeds() {
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

    /// Those of the embedded SFTP server are; tests see the others end.
    @Test
    void threadsAreSupervised() {
        RULES.threadsAreSupervised(
                "HaltableWire",
                "MailSink",
                "MailSinkMain",
                "SftpServerMain",
                "StartTlsMailServer",
                "TestSftp",
                "TlsListener");
    }
}
