package io.sluice.notifier.mail;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.JobFinished;
import io.sluice.notifier.ignored.IgnoredFiles;
import io.sluice.notifier.limit.LimitCrossing;

/// The event that a mail is about.
public sealed interface MailTrigger {
    AccountId accountId();

    /// A file was refused.
    record JobFailed(JobFinished finished) implements MailTrigger {
        @Override
        public AccountId accountId() {
            return finished.job().accountId();
        }
    }

    /// Records of a batch were refused, or all of it.
    record BatchFailed(BatchFinished finished) implements MailTrigger {
        @Override
        public AccountId accountId() {
            return finished.accountId();
        }
    }

    /// Files lie where nobody takes them.
    record FilesIgnored(IgnoredFiles ignored) implements MailTrigger {
        @Override
        public AccountId accountId() {
            return ignored.accountId();
        }
    }

    /// An account's usage came near a limit or reached it.
    record LimitCrossed(LimitCrossing crossing) implements MailTrigger {
        @Override
        public AccountId accountId() {
            return crossing.accountId();
        }
    }
}
