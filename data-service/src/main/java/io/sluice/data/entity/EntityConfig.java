package io.sluice.data.entity;

import io.sluice.web.answer.AnswerLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of answers with entities.
@ConfigMapping(prefix = "sluice.entities")
interface EntityConfig {
    /// How many lists and large entities of all accounts each instance answers at the same time. Each holds a
    /// thread and up to 4 MiB. A further one is answered 503.
    @WithDefault("16")
    int answers();

    /// How many lists and large entities of one account each instance answers at the same time. A further one
    /// is answered 429.
    @WithDefault("2")
    int answersPerAccount();

    /// How long the reader of such an answer may pause. Then the connection is closed.
    @WithDefault("20s")
    Duration answerIdleTimeout();

    /// How long such an answer may take. Then the connection is closed.
    @WithDefault("1m")
    Duration answerTimeout();

    default AnswerLimits answerLimits() {
        return new AnswerLimits(answerIdleTimeout(), answerTimeout());
    }
}
