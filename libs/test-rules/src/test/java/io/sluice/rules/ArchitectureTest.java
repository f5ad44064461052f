package io.sluice.rules;

import org.junit.jupiter.api.Test;

/// [SourceRules] itself lists the words that are not common.
class ArchitectureTest {
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.rules");

    @Test
    void usesNoOtherModule() {
        RULES.usesOfSluiceOnly();
    }

    @Test
    void commentsFit() {
        SourceRules.ofThisModule().commentsFit();
    }
}
