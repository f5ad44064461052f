package io.sluice.watcher.limit;

import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import java.util.Optional;

/// How many files and folders an account may have. A folder that lies too deep counts as more folders than it
/// may have.
///
/// @param folders no more are listed, so that one account does not delay the others; what lies in further
/// ones is not measured
public record EntryLimits(int files, int folders) {
    /// The longest path of a folder, as the account sees it. Servers list nothing beyond 4,096 bytes, and
    /// sshd cuts its messages at 500 characters: what lies deeper would not be measured.
    static final int PATH_BYTES = 400;

    public EntryLimits {
        require("max-files", files);
        require("max-folders", folders);
    }

    private static void require(String key, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("sluice.limits.%s is %d, expected 1 or more".formatted(key, number));
        }
    }

    EntryCount ofFiles(long used) {
        return new EntryCount(Kind.FILES, used, files);
    }

    /// What is too much; folders come first, because more of them may hold files that were not counted.
    Optional<EntryCount> exceeded(EntryCount filesUsed, long foldersUsed) {
        return Optional.of(new EntryCount(Kind.FOLDERS, foldersUsed, folders))
                .filter(EntryCount::exceeded)
                .or(() -> Optional.of(filesUsed).filter(EntryCount::exceeded));
    }
}
