package io.sluice.notifier.ignored;

import io.sluice.contracts.account.AccountId;
import java.time.Instant;
import java.util.List;

/// The ignored files that one mail is about.
///
/// @param number counts the account's mails of this kind, from 1
/// @param files the first of them, by folder and path; at most [#NAMED], none when only their number is known
/// @param total how many there are
public record IgnoredFiles(AccountId accountId, long number, List<IgnoredFile> files, long total, Instant foundAt) {
    /// How many files a mail names at most.
    public static final int NAMED = 50;

    public IgnoredFiles {
        files = List.copyOf(files);
        if (files.size() > NAMED || total < Math.max(1, files.size())) {
            throw new IllegalArgumentException("expected at most %d files out of 1 or more but got %d out of %d"
                    .formatted(NAMED, files.size(), total));
        }
    }
}
