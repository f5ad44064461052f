package io.sluice.watcher.ledger;

import io.sluice.contracts.ledger.LedgerLine;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An open write handle.
///
/// The log names a handle by the path it was opened with, even after its file was renamed.
final class WriteHandle {
    final String server;
    final Optional<String> session;
    final long sequence;

    /// The size of the file when it was opened; empty when the ledger does not know it.
    final OptionalLong before;

    /// The path as the log names the handle.
    final String openedAs;

    /// Whether its clean close can prove that the file is whole: it emptied the file, and no line since is
    /// lost.
    private boolean mayProve;

    private @Nullable String writesTo;

    WriteHandle(LedgerLine line, String path, long sequence, OptionalLong before) {
        this.server = line.server();
        this.session = line.session();
        this.openedAs = path;
        this.writesTo = path;
        this.sequence = sequence;
        this.before = before;
        this.mayProve = emptied(line);
    }

    static boolean emptied(LedgerLine opening) {
        return opening.truncated().orElse(false);
    }

    /// The current path of its file; null when the file was removed or replaced, or its path is too long.
    @Nullable
    String writesTo() {
        return writesTo;
    }

    boolean mayProve() {
        return mayProve;
    }

    void linesLost() {
        mayProve = false;
    }

    void renamed(Renaming renaming) {
        if (writesTo != null) {
            writesTo = renaming.losesSightOf(writesTo) ? null : renaming.newPathOf(writesTo);
        }
    }

    /// The path of its file is not followed any further.
    void lost() {
        writesTo = null;
    }

    void removed(String path) {
        if (path.equals(writesTo)) {
            writesTo = null;
        }
    }
}
