package io.sluice.watcher.ledger;

import io.sluice.contracts.ledger.LedgerLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the handles of one path were closed. It begins anew when the file is emptied while no handle is open.
///
/// | beginning | handles | the size must be |
/// |---|---|---|
/// | emptied or new | one | `written` |
/// | emptied or new | several, also one after the other (resumed) | at most `written` |
/// | unknown | any | anything |
final class UploadHistory {
    private long written;
    private boolean beginningKnown;
    private int parts;
    private boolean forced;
    private boolean failed;
    private boolean linesLost;
    private long lastOpened = -1;
    private boolean lastOpenedClosedCleanly;

    /// What the handle opened last wrote, if it emptied the file first and was closed cleanly.
    private Optional<Long> whole = Optional.empty();

    private long sequence;
    private Duration touched = Duration.ZERO;
    private Instant closedAt = Instant.EPOCH;
    private @Nullable UploadEnd end;

    long written() {
        return written;
    }

    /// The sequence of the latest line about the path.
    long sequence() {
        return sequence;
    }

    /// When that line was read.
    Duration touched() {
        return touched;
    }

    Optional<UploadEnd> end() {
        return Optional.ofNullable(end);
    }

    /// @param emptied whether the opening emptied or made the file
    /// @param alone whether no other handle is open
    void opened(boolean emptied, boolean alone, long sequence, Duration at) {
        parts++;
        if (alone) {
            begin(emptied);
        }
        lastOpened = sequence;
        whole = Optional.empty();
        touch(sequence, at);
    }

    private void begin(boolean emptied) {
        if (emptied || !(forced || failed || beginningKnown)) {
            written = 0;
            parts = 1;
            beginningKnown = emptied;
        }
        forced = false;
        failed = false;
        linesLost = false;
        lastOpenedClosedCleanly = false;
        closedAt = Instant.EPOCH;
    }

    /// @param handle null when the line of its opening was lost
    void closed(LedgerLine line, @Nullable WriteHandle handle, boolean cleanly, UploadEnd endNow) {
        var failedNow = line.failed().orElse(false);
        written += line.written().orElse(0L);
        forced |= !cleanly;
        failed |= failedNow;
        end = endNow;
        closedAt = later(closedAt, endNow.at());
        if (handle == null) {
            parts++;
        }
        if (handle == null || handle.sequence == lastOpened) {
            lastOpenedClosedCleanly = cleanly;
            whole = handle != null && handle.mayProve() && cleanly && !failedNow ? line.written() : Optional.empty();
        }
    }

    /// The session or the server of a handle ended. Nobody says what it wrote, so the parts of a resumed
    /// upload cannot be added up.
    void lost() {
        forced = true;
        beginningKnown = false;
    }

    void linesLost() {
        linesLost = true;
    }

    void renamed(Instant at) {
        closedAt = later(closedAt, at);
    }

    void touch(long sequenceNow, Duration at) {
        sequence = sequenceNow;
        touched = at;
    }

    /// The state when all handles are closed.
    HandleState state(long size) {
        return brokenOff(size)
                .<HandleState>map(reason -> new HandleState.BrokenOff(sequence, touched, reason, written))
                .orElseGet(() -> new HandleState.Closed(sequence, touched, closedAt));
    }

    /// Why the upload is incomplete; empty when it is complete. A server that closes a dead connection late,
    /// after the client has resumed, breaks nothing: then the handle opened last was closed cleanly and all
    /// bytes were written.
    private Optional<HandleState.Reason> brokenOff(long size) {
        if (whole.filter(all -> all == size).isPresent()) {
            // A client that keeps the handle of a failed upload open may close it after the next one.
            return Optional.empty();
        }
        if (linesLost) {
            return Optional.of(HandleState.Reason.LINES_LOST);
        }
        if (failed) {
            return Optional.of(HandleState.Reason.FAILED_WRITE);
        }
        if (forced && !(lastOpenedClosedCleanly && written >= size)) {
            return Optional.of(HandleState.Reason.CUT);
        }
        return beginningKnown && (parts == 1 ? written != size : written < size)
                ? Optional.of(HandleState.Reason.SIZE)
                : Optional.empty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
