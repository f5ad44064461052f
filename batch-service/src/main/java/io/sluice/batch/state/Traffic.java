package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.smallrye.mutiny.Uni;

/// How many bytes accounts sent in their days.
public interface Traffic {
    /// What the account sent in its day so far, by batches and over SFTP.
    Uni<Long> today(AccountId account, AccountDay day);

    /// Adds what an upload sent that left nothing.
    Uni<Void> add(AccountId account, long bytes, AccountDay day);

    /// Keeps what the account sent over SFTP. Order and repetitions do not matter.
    Uni<Void> measured(UsageMeasured sftp);
}
