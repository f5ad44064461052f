package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;

/// What the claims did with an upload. The next scan looks at its account, whatever the ledger says.
///
/// Each path is as the account sees it.
public sealed interface UploadNews {
    AccountId account();

    /// It lies in `processing/`: the next file of its name is a new one.
    record Claimed(AccountId account, String path) implements UploadNews {}

    /// It changed or disappeared, or the volume takes no claims now.
    record Unclaimed(AccountId account, String path) implements UploadNews {}

    /// The volume refuses to move it. Its tenant reads why it waits.
    record Refused(AccountId account, String path) implements UploadNews {}

    /// It is on its way back from `processing/`.
    record Returning(AccountId account, String path) implements UploadNews {}
}
