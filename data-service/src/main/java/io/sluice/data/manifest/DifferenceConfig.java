package io.sluice.data.manifest;

import io.sluice.web.answer.AnswerLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The limits of comparisons of two versions of a day.
@ConfigMapping(prefix = "sluice.differences")
interface DifferenceConfig {
    /// How many comparisons of all accounts each instance makes at the same time. Each holds a thread, up to
    /// 64 MiB, and a temporary file. A further one is answered 503.
    @WithDefault("2")
    int atWork();

    /// How many comparisons of one account each instance makes at the same time. A further one is answered
    /// 429.
    @WithDefault("1")
    int atWorkPerAccount();

    /// How many rows both versions may have together. Each takes 40 bytes of the temporary file; where many
    /// rows have one key, twice that.
    @WithDefault("20000000")
    int maxRows();

    /// How long the rows may be compared. Then the comparison is answered 503.
    @WithDefault("5m")
    Duration timeLimit();

    /// How long the reader of the answer may pause. Then the connection is closed.
    @WithDefault("20s")
    Duration answerIdleTimeout();

    /// How long the answer may take from its first to its last byte. Then the connection is closed.
    @WithDefault("1m")
    Duration answerTimeout();

    /// The folder for temporary files; by default that of the JVM (`java.io.tmpdir`). They have no names
    /// while they are used, so nothing of them stays when the process ends. No value of a row is in them.
    Optional<Path> spillDirectory();

    default AnswerLimits answerLimits() {
        return new AnswerLimits(answerIdleTimeout(), answerTimeout());
    }
}
