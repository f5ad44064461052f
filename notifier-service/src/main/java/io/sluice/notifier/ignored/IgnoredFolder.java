package io.sluice.notifier.ignored;

import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ignored files of one folder, and which of them a mail was about.
///
/// An observation names the first files of a large folder only. So what it does not name is
///
/// | the file | then |
/// |---|---|
/// | before the last one that it names, or in a folder that it names as a whole | gone; a file that comes back is new |
/// | behind the last one that it names | as before |
/// | in a folder with more waiting uploads than it names | as before: it says nothing of ignored files |
///
/// @param observedAt of the newest observation; older ones change nothing
/// @param files by path; at most [#KEPT]
/// @param total how many there are, those without a name here included
/// @param mailedTotal how many of them a mail named or counted
public record IgnoredFolder(Instant observedAt, List<IgnoredFile> files, long total, long mailedTotal) {
    /// As many files as an observation names, and as many behind them.
    static final int KEPT = 2 * DirectoryObserved.LISTED;

    /// Before the first observation.
    public static final IgnoredFolder EMPTY = new IgnoredFolder(Instant.EPOCH, List.of(), 0, 0);

    public IgnoredFolder {
        files = List.copyOf(files);
    }

    /// The folder after an observation of it.
    public IgnoredFolder after(DirectoryObserved observed) {
        if (observed.observedAt().isBefore(observedAt)) {
            return this;
        }
        var named = observed.files().stream()
                .filter(file -> file.state() == State.IGNORED)
                .toList();
        var isWhole = observed.total() <= observed.files().size();
        if (!isWhole && named.isEmpty()) {
            return new IgnoredFolder(observed.observedAt(), files, total, mailedTotal);
        }
        var mailed = files.stream()
                .filter(IgnoredFile::mailed)
                .map(IgnoredFile::path)
                .collect(Collectors.toUnmodifiableSet());
        var behind = isWhole
                ? Stream.<IgnoredFile>empty()
                : files.stream()
                        .filter(file -> file.path().compareTo(named.getLast().path()) > 0);
        var waiting = observed.files().size() - named.size();
        var now = isWhole ? named.size() : observed.total() - waiting;
        return new IgnoredFolder(
                observed.observedAt(),
                Stream.concat(named.stream().map(file -> IgnoredFile.of(file, mailed.contains(file.path()))), behind)
                        .limit(KEPT)
                        .toList(),
                now,
                Math.min(now, mailedTotal));
    }

    /// Whether only the moment of the observation differs, so that the files need not be written again.
    public boolean holdsTheSameAs(IgnoredFolder other) {
        return total == other.total && mailedTotal == other.mailedTotal && files.equals(other.files);
    }

    /// The files that no mail named.
    public List<IgnoredFile> unmailed() {
        return files.stream().filter(file -> !file.mailed()).toList();
    }

    /// How many files no mail named or counted.
    public long news() {
        return Math.max(unmailed().size(), total - mailedTotal);
    }

    /// The folder once a mail is about all its files.
    public IgnoredFolder inMail() {
        return new IgnoredFolder(
                observedAt, files.stream().map(IgnoredFile::inMail).toList(), total, total);
    }
}
