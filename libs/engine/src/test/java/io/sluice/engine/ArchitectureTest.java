package io.sluice.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
    void dependsOnlyOnJdkRe2AndJackson() {
        RULES.areSelfContained(
                new String[] {"io.sluice.engine.."},
                "javax.crypto..",
                "com.google.re2j..",
                "com.fasterxml.jackson.core..");
    }

    @Test
    void onlyBatchesAreReadWithJackson() {
        RULES.keeps(noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.engine.batch")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.."));
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
