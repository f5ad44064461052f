package io.sluice.archive.replay;

import io.sluice.archive.ArchiveKey;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import java.util.Optional;

/// Which archived files of an account are asked for.
///
/// @param from the first data date
/// @param to the last data date
/// @param after only keys behind this one
record ArchiveQuery(
        AccountId account,
        Optional<SourceType> source,
        Optional<DataDate> from,
        Optional<DataDate> to,
        Optional<String> after) {

    String prefix() {
        return source.map(type -> ArchiveKey.prefix(account, type)).orElseGet(() -> ArchiveKey.prefix(account));
    }

    /// Where the search begins: behind the former page, or right before the first date.
    String start() {
        return after.or(() -> source.flatMap(type -> from.map(date -> ArchiveKey.prefix(account, type, date))))
                .orElse("");
    }

    boolean asksFor(ArchiveKey key) {
        return key.kind() == ArchiveKey.Kind.FILE
                && from.filter(first -> key.dataDate().compareTo(first) < 0).isEmpty()
                && !isBehind(key);
    }

    /// Whether no later key can be asked for.
    boolean endsBefore(ArchiveKey key) {
        return source.isPresent() && isBehind(key);
    }

    private boolean isBehind(ArchiveKey key) {
        return to.filter(last -> key.dataDate().compareTo(last) > 0).isPresent();
    }
}
