package io.sluice.archive.replay;

import io.sluice.archive.ArchiveKey;
import io.sluice.archive.ArchivedPart;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import java.util.Optional;

/// Selects archived files of an account.
///
/// @param from the first data date
/// @param to the last data date
/// @param after only keys after this one
record ArchiveQuery(
        AccountId account,
        Optional<SourceType> source,
        Optional<DataDate> from,
        Optional<DataDate> to,
        Optional<String> after) {

    String prefix() {
        return source.map(type -> ArchiveKey.prefix(account, type)).orElseGet(() -> ArchiveKey.prefix(account));
    }

    /// The key after which the search begins: the last one of the previous page, or one before the first
    /// date.
    String start() {
        return after.or(() -> source.flatMap(type -> from.map(date -> ArchiveKey.prefix(account, type, date))))
                .orElse("");
    }

    boolean matches(ArchiveKey key) {
        return key.part() == ArchivedPart.FILE
                && from.filter(first -> key.dataDate().compareTo(first) < 0).isEmpty()
                && !isAfterLastDate(key);
    }

    /// Whether no key after this one can match.
    boolean endsBefore(ArchiveKey key) {
        return source.isPresent() && isAfterLastDate(key);
    }

    private boolean isAfterLastDate(ArchiveKey key) {
        return to.filter(last -> key.dataDate().compareTo(last) > 0).isPresent();
    }
}
