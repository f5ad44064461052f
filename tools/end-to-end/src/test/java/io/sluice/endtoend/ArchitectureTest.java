package io.sluice.endtoend;

import io.sluice.rules.SourceRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /// Both modules that run these tests share their sources.
    private static final SourceRules RULES = SourceRules.of(Path.of("../src"));

    @Test
    void commentsFit() {
        RULES.commentsFit();
    }

    @Test
    void wordsAreCommon() {
        RULES.wordsAreCommon();
    }
}
