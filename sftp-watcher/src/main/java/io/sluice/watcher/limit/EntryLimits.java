package io.sluice.watcher.limit;

import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import java.util.Optional;

/// How many files and folders an account may have.
///
/// @param folders no more are listed, so that one account does not delay the others; what lies in further
/// ones is not measured
public record EntryLimits(int files, int folders) {

    /// What is too much; folders come first, because more of them may hold files that were not counted.
    Optional<EntryCount> exceeded(long filesUsed, long foldersUsed) {
        return Optional.of(new EntryCount(Kind.FOLDERS, foldersUsed, folders))
                .filter(EntryCount::exceeded)
                .or(() -> Optional.of(new EntryCount(Kind.FILES, filesUsed, files))
                        .filter(EntryCount::exceeded));
    }
}
