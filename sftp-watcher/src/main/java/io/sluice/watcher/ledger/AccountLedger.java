package io.sluice.watcher.ledger;

import io.sluice.contracts.ledger.LedgerLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The write handles of one account: the open ones, and how those of each path were closed.
///
/// The log names a handle by the path it was opened with, even after its file was renamed.
final class AccountLedger {
    /// The most paths that are remembered; beyond that the oldest is forgotten, and its file waits for the
    /// long quiet period.
    static final int MOST_PATHS = 50_000;

    private final List<Handle> open = new ArrayList<>();
    private final SequencedMap<String, History> histories = new LinkedHashMap<>();

    void opened(LedgerLine line, String path, long sequence, Duration at) {
        var known = histories.get(path);
        var before = line.truncated().orElse(false)
                ? OptionalLong.of(0)
                : known == null ? OptionalLong.empty() : OptionalLong.of(known.written);
        var history = known == null ? new History() : known;
        keep(path, history);
        history.begin(line.truncated().orElse(false), handlesOn(path) == 0);
        history.lastOpened = sequence;
        history.touch(sequence, at);
        history.whole = Optional.empty();
        open.add(new Handle(
                line.server(),
                line.session(),
                path,
                sequence,
                before,
                line.truncated().orElse(false)));
    }

    /// @param linesLost whether lines of this run of the server were lost before
    void closed(
            LedgerLine line,
            String openedAs,
            boolean cleanly,
            boolean linesLost,
            UploadEnd end,
            long sequence,
            Duration at) {
        var handle = take(line, openedAs);
        var path = handle == null ? openedAs : handle.writesTo;
        if (path == null) {
            return;
        }
        var history = historyOf(path);
        history.written += line.written().orElse(0L);
        history.forced |= !cleanly;
        history.failed |= line.failed().orElse(false);
        if (handle == null) {
            history.parts++;
            history.linesLost |= linesLost;
        }
        history.end = end;
        history.closedAt = later(history.closedAt, end.at());
        if (handle == null || handle.sequence == history.lastOpened) {
            history.lastOpenedClosedCleanly = cleanly;
            history.whole = handle != null
                            && handle.mayProve
                            && cleanly
                            && !line.failed().orElse(false)
                    ? line.written()
                    : Optional.empty();
        }
        history.touch(sequence, at);
    }

    /// The history of a path; it begins now when the line of the opening was lost.
    private History historyOf(String path) {
        var known = histories.get(path);
        return known == null ? keep(path, new History()) : known;
    }

    private History keep(String path, History history) {
        histories.putLast(path, history);
        if (histories.size() > MOST_PATHS) {
            histories.keySet().stream()
                    .filter(longest -> handlesOn(longest) == 0)
                    .findFirst()
                    .ifPresent(histories::remove);
        }
        return history;
    }

    /// The handle that a line closes. Among several of one name it takes one whose file was removed first: a
    /// wrong choice then only delays a claim.
    private @Nullable Handle take(LedgerLine line, String openedAs) {
        Handle found = null;
        for (var handle : open) {
            if (handle.server.equals(line.server())
                    && handle.session.equals(line.session())
                    && handle.openedAs.equals(openedAs)
                    && (found == null || (found.writesTo != null && handle.writesTo == null))) {
                found = handle;
            }
        }
        if (found != null) {
            open.remove(found);
        }
        return found;
    }

    void renamed(String from, String to, Instant renamedAt, long sequence, Duration at) {
        removed(to);
        var below = from + "/";
        for (var handle : open) {
            handle.writesTo = moved(handle.writesTo, from, below, to);
        }
        var own = histories.get(from);
        var moving = own == null
                ? histories.keySet().stream()
                        .filter(path -> path.startsWith(below))
                        .toList()
                : List.of(from);
        for (var path : moving) {
            var history = histories.remove(path);
            var target = moved(path, from, below, to);
            if (history != null && target != null) {
                history.touch(sequence, at);
                history.closedAt = later(history.closedAt, renamedAt);
                keep(target, history);
            }
        }
    }

    private static @Nullable String moved(@Nullable String path, String from, String below, String to) {
        if (path == null) {
            return null;
        }
        if (path.equals(from)) {
            return to;
        }
        return path.startsWith(below) ? to + "/" + path.substring(below.length()) : path;
    }

    void removed(String path) {
        histories.remove(path);
        for (var handle : open) {
            if (path.equals(handle.writesTo)) {
                handle.writesTo = null;
            }
        }
    }

    /// Closes the handles of a session or server that ended; returns the paths they wrote to.
    Set<String> lost(Predicate<Handle> gone, long sequence, Duration at) {
        var paths = new HashSet<String>();
        for (var handle : List.copyOf(open)) {
            if (gone.test(handle)) {
                open.remove(handle);
                if (handle.writesTo != null) {
                    var history = historyOf(handle.writesTo);
                    history.forced = true;
                    // Nobody says what it wrote, so the parts of a resumed upload cannot be added up.
                    history.beginningKnown = false;
                    history.touch(sequence, at);
                    paths.add(handle.writesTo);
                }
            }
        }
        return paths;
    }

    /// Lines were lost: nobody knows what happened to the files that are open.
    Set<String> linesLost() {
        var paths = new HashSet<String>();
        for (var handle : open) {
            handle.mayProve = false;
            if (handle.writesTo != null) {
                historyOf(handle.writesTo).linesLost = true;
                paths.add(handle.writesTo);
            }
        }
        return paths;
    }

    HandleState state(String path, long size) {
        var handles = handlesOn(path);
        if (handles > 0) {
            return new HandleState.Open(handles);
        }
        var history = histories.get(path);
        if (history == null) {
            return new HandleState.Unknown();
        }
        return history.brokenOff(size)
                .<HandleState>map(
                        reason -> new HandleState.BrokenOff(history.sequence, history.touched, reason, history.written))
                .orElseGet(() -> new HandleState.Closed(history.sequence, history.touched, history.closedAt));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    Optional<UploadEnd> lastEnd(String path) {
        return Optional.ofNullable(histories.get(path)).flatMap(history -> Optional.ofNullable(history.end));
    }

    /// One upload for each path; of several handles, the one with the fewest bytes before it.
    List<OpenUpload> openUploads() {
        var uploads = new LinkedHashMap<String, OpenUpload>();
        for (var handle : open) {
            if (handle.writesTo != null) {
                uploads.merge(
                        handle.writesTo,
                        new OpenUpload(handle.writesTo, handle.before),
                        (one, other) -> one.before().isPresent()
                                        && (other.before().isEmpty()
                                                || one.before().getAsLong()
                                                        <= other.before().getAsLong())
                                ? one
                                : other);
            }
        }
        return List.copyOf(uploads.values());
    }

    /// Drops the histories of the given paths, except those touched after the given moment.
    void forget(Predicate<String> paths, Duration touchedBefore) {
        histories
                .entrySet()
                .removeIf(entry -> entry.getValue().touched.compareTo(touchedBefore) < 0
                        && handlesOn(entry.getKey()) == 0
                        && paths.test(entry.getKey()));
    }

    /// Drops the history of a file that was claimed in the given state; a later line belongs to a new upload.
    void claimed(String path, HandleState judged) {
        var history = histories.get(path);
        if (history != null && handlesOn(path) == 0 && history.sequence == sequence(judged)) {
            histories.remove(path);
        }
    }

    private static long sequence(HandleState state) {
        return switch (state) {
            case HandleState.Closed closed -> closed.sequence();
            case HandleState.BrokenOff broken -> broken.sequence();
            case HandleState.Open _, HandleState.Unknown _ -> -1;
        };
    }

    boolean isEmpty() {
        return open.isEmpty() && histories.isEmpty();
    }

    private int handlesOn(String path) {
        var count = 0;
        for (var handle : open) {
            if (path.equals(handle.writesTo)) {
                count++;
            }
        }
        return count;
    }

    /// An open write handle. `writesTo` is the current path of its file, null when the file was removed or
    /// replaced.
    static final class Handle {
        final String server;
        final Optional<String> session;
        final String openedAs;
        final long sequence;
        final OptionalLong before;

        /// Whether its clean close can prove that the file is whole: it emptied the file, and no line since
        /// is lost.
        boolean mayProve;

        @Nullable
        String writesTo;

        Handle(
                String server,
                Optional<String> session,
                String path,
                long sequence,
                OptionalLong before,
                boolean emptied) {
            this.server = server;
            this.session = session;
            this.openedAs = path;
            this.writesTo = path;
            this.sequence = sequence;
            this.before = before;
            this.mayProve = emptied;
        }
    }

    /// How the handles of one path were closed. It begins anew when the file is emptied while no handle is
    /// open.
    ///
    /// | beginning | handles | the size must be |
    /// |---|---|---|
    /// | emptied or new | one | `written` |
    /// | emptied or new | several, also one after the other (resumed) | at most `written` |
    /// | unknown | any | anything |
    private static final class History {
        long written;
        boolean beginningKnown;
        int parts;
        boolean forced;
        boolean failed;
        boolean linesLost;
        long lastOpened = -1;
        boolean lastOpenedClosedCleanly;
        /// What the handle opened last wrote, if it emptied the file first and was closed cleanly.
        Optional<Long> whole = Optional.empty();
        long sequence;
        Duration touched = Duration.ZERO;
        Instant closedAt = Instant.EPOCH;

        @Nullable
        UploadEnd end;

        /// @param emptied whether the opening emptied or made the file
        /// @param alone whether no other handle is open
        void begin(boolean emptied, boolean alone) {
            parts++;
            if (!alone) {
                return;
            }
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

        /// Why the upload is incomplete; empty when it is complete. A server that closes a dead connection
        /// late, after the client has resumed, breaks nothing: then the handle opened last was closed cleanly
        /// and all bytes were written.
        Optional<HandleState.Reason> brokenOff(long size) {
            if (whole.filter(written -> written == size).isPresent()) {
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

        void touch(long sequence, Duration at) {
            this.sequence = sequence;
            this.touched = at;
        }
    }
}
