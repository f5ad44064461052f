package io.sluice.validator;

import io.sluice.rules.ModuleRules;
import io.sluice.rules.SourceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /// The package `claim` is the outermost hop: records and threads in, metrics and health out.
    private static final ModuleRules RULES = ModuleRules.of("io.sluice.validator", "io.sluice.validator.claim");

    private final SourceRules sources = SourceRules.ofThisModule();

    @Test
    void keepsFrameworksOutOfUseCasesAndModel() {
        RULES.coreKnowsNoFramework();
    }

    @Test
    void pointsFromAdaptersInwards() {
        RULES.coreKnowsNoAdapter();
    }

    @Test
    void hidesAdapters() {
        RULES.adaptersAreHidden();
    }

    @Test
    void usesOnlyTheLibrariesItNeeds() {
        RULES.usesOfSluiceOnly(
                "io.sluice.contracts",
                "io.sluice.engine",
                "io.sluice.events",
                "io.sluice.objects",
                "io.sluice.parquet",
                "io.sluice.schemas",
                "io.sluice.threads",
                "io.sluice.volume",
                "io.sluice.web");
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        RULES.packagesHaveNoCycles();
    }

    @Test
    void keepsCommentsWithinTheirWidth() {
        sources.commentsFit();
    }

    @Test
    void usesCommonWords() {
        sources.wordsAreCommon();
    }

    @Test
    void threadsAreSupervised() {
        RULES.threadsAreSupervised("Conclusions");
    }
}
