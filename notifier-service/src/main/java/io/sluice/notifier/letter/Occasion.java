package io.sluice.notifier.letter;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.JobFinished;
import io.sluice.notifier.limit.LimitCrossed;

/// What a mail is about.
public sealed interface Occasion {
    AccountId accountId();

    /// A file was refused.
    record FileRefused(JobFinished finished) implements Occasion {
        @Override
        public AccountId accountId() {
            return finished.job().accountId();
        }
    }

    /// An account's use came near a limit or reached it.
    record LimitNoticed(LimitCrossed crossed) implements Occasion {
        @Override
        public AccountId accountId() {
            return crossed.accountId();
        }
    }
}
