package io.sluice.watcher.ledger;

import io.sluice.contracts.ledger.LedgerLine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The write handles of one account: the open ones, and how those of each path were closed.
final class AccountLedger {
    /// The most paths that are remembered; beyond that the oldest is forgotten, and its file waits for the
    /// long quiet period.
    static final int MOST_PATHS = 50_000;
    /// The same for the length of all remembered paths, since one path may have thousands of characters.
    static final long MOST_CHARACTERS = 5_000_000;
    /// The oldest may be open and stay; a line looks at so many, and the next line goes on.
    private static final int MOST_TRIED = 100;

    private final OpenHandles open = new OpenHandles();
    /// In the order of their latest lines.
    private final SequencedMap<String, UploadHistory> histories = new LinkedHashMap<>();
    /// The same in the order of their paths.
    private final NavigableMap<String, UploadHistory> paths = new TreeMap<>();
    /// In all remembered paths.
    private long characters;

    void opened(LedgerLine line, String path, long sequence, Duration at) {
        var emptied = WriteHandle.emptied(line);
        var known = histories.get(path);
        var before =
                emptied ? OptionalLong.of(0) : known == null ? OptionalLong.empty() : OptionalLong.of(known.written());
        keep(path, known == null ? new UploadHistory() : known).opened(emptied, open.on(path) == 0, sequence, at);
        open.add(new WriteHandle(line, path, sequence, before));
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
        var handle = open.close(line, openedAs);
        var path = handle == null ? openedAs : handle.writesTo();
        if (path == null) {
            return;
        }
        var history = historyOf(path);
        history.closed(line, handle, cleanly, end);
        if (handle == null && linesLost) {
            history.linesLost();
        }
        history.touch(sequence, at);
    }

    /// The history of a path; it begins now when the line of the opening was lost.
    private UploadHistory historyOf(String path) {
        var known = histories.get(path);
        return known == null ? keep(path, new UploadHistory()) : known;
    }

    private UploadHistory keep(String path, UploadHistory history) {
        if (histories.putLast(path, history) == null) {
            characters += path.length();
        }
        paths.put(path, history);
        for (int tried = 0; tried < MOST_TRIED && isTooMuch(); tried++) {
            var longest = histories.firstEntry();
            if (open.on(longest.getKey()) == 0) {
                drop(longest.getKey());
            } else {
                histories.putLast(longest.getKey(), longest.getValue());
            }
        }
        return history;
    }

    private boolean isTooMuch() {
        return histories.size() > MOST_PATHS || characters > MOST_CHARACTERS;
    }

    private @Nullable UploadHistory drop(String path) {
        var history = histories.remove(path);
        if (history != null) {
            characters -= path.length();
            paths.remove(path);
        }
        return history;
    }

    void renamed(Renaming renaming, Instant renamedAt, long sequence, Duration at) {
        removed(renaming.to());
        var handlesFollowed = open.renamed(renaming);
        var moving = renaming.moving(paths);
        var followed = handlesFollowed && moving.size() <= Renaming.MOST_FOLLOWED;
        for (var path : moving) {
            var history = drop(path);
            if (history != null && followed && !renaming.losesSightOf(path)) {
                history.touch(sequence, at);
                history.renamed(renamedAt);
                keep(renaming.newPathOf(path), history);
            }
        }
    }

    void removed(String path) {
        drop(path);
        open.removed(path);
    }

    /// Closes the handles of a session that ended; returns the paths they wrote to.
    Set<String> sessionEnded(LedgerLine line, long sequence, Duration at) {
        return lost(open.loseSession(line.server(), line.session()), sequence, at);
    }

    /// Closes the handles of all servers but the one that started; returns the paths they wrote to.
    Set<String> serverStarted(LedgerLine line, long sequence, Duration at) {
        return lost(open.loseAllBut(line.server()), sequence, at);
    }

    private Set<String> lost(List<String> paths, long sequence, Duration at) {
        for (var path : paths) {
            var history = historyOf(path);
            history.lost();
            history.touch(sequence, at);
        }
        return new HashSet<>(paths);
    }

    /// Lines were lost: nobody knows what happened to the files that are open. Returns their paths.
    Set<String> linesLost() {
        var paths = open.linesLost();
        paths.forEach(path -> historyOf(path).linesLost());
        return new HashSet<>(paths);
    }

    HandleState state(String path, long size) {
        var handles = open.on(path);
        if (handles > 0) {
            return new HandleState.Open(handles);
        }
        var history = histories.get(path);
        return history == null ? new HandleState.Unknown() : history.state(size);
    }

    Optional<UploadEnd> lastEnd(String path) {
        return Optional.ofNullable(histories.get(path)).flatMap(UploadHistory::end);
    }

    List<OpenUpload> openUploads() {
        return open.uploads();
    }

    /// Drops the histories of the given paths, except those touched after the given moment.
    void forget(Predicate<String> paths, Duration touchedBefore) {
        histories.entrySet().stream()
                .filter(entry -> entry.getValue().touched().compareTo(touchedBefore) < 0
                        && open.on(entry.getKey()) == 0
                        && paths.test(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::drop);
    }

    /// Drops the history of a file that was claimed in the given state; a later line belongs to a new upload.
    void claimed(String path, HandleState judged) {
        var history = histories.get(path);
        if (history != null && open.on(path) == 0 && history.sequence() == sequence(judged)) {
            drop(path);
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
}
