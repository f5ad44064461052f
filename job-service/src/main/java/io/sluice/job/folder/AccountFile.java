package io.sluice.job.folder;

import io.sluice.contracts.account.AccountId;

/// An unclaimed file of one of all accounts.
public record AccountFile(AccountId account, UnclaimedFile file) {
    /// Where it stands in the list of all.
    Place place() {
        return new Place(account.value(), file.path());
    }

    /// A place in the order of account and path.
    public record Place(String account, String path) {
        /// Before all files.
        static final Place START = new Place("", "");
    }
}
