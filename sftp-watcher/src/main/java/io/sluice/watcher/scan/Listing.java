package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.file.ExpectedPath;
import io.sluice.volume.FileAttributes;
import java.time.Duration;
import java.time.Instant;

/// The result of listing one folder. It has limits on what it keeps, because a tenant may upload any number
/// of files.
final class Listing {
    /// The most uploads of one folder; further ones are seen once some of these are claimed.
    static final int MOST_UPLOADS = 10_000;

    /// The most ignored files of a folder that is not a source: there may be many such folders.
    private static final int MOST_IGNORED_ASIDE = 100;

    private final AccountFacts account;
    private final WatchedFolder folder;
    private final Instant now;
    private final Duration tick;
    private final FirstByName<FoundFile.Pending> uploads = new FirstByName<>(MOST_UPLOADS);
    private final FirstByName<FoundFile.Ignored> ignored;

    /// @param folder with what its previous listing showed
    Listing(AccountFacts account, WatchedFolder folder, Instant now, Duration tick) {
        this.account = account;
        this.folder = folder;
        this.now = now;
        this.tick = tick;
        this.ignored =
                new FirstByName<>(isSource(account, folder.name()) ? DirectoryObserved.LISTED : MOST_IGNORED_ASIDE);
    }

    static boolean isSource(AccountFacts account, String name) {
        return SourceType.of(name).flatMap(account::source).isPresent();
    }

    /// @param below the file's path below the folder
    void add(String below, FileAttributes attributes) {
        var file = folder.path() + "/" + below;
        switch (Placement.of(account, folder.name(), below, attributes)) {
            case Placement.Upload(var dated) ->
                uploads.add(
                        file, () -> new FoundFile.Pending(account.accountId(), file, dated, observe(file, attributes)));
            case Placement.Ignored(var reason) ->
                ignored.add(
                        file,
                        () -> new FoundFile.Ignored(
                                file, reason + advice(file, attributes), observe(file, attributes)));
            case Placement.Silent() -> {}
        }
    }

    /// How the file would have to be called, if its name shows that.
    private String advice(String file, FileAttributes attributes) {
        return attributes.isFile()
                ? ExpectedPath.of(file, account)
                        .flatMap(expected -> expected.advice(file))
                        .map("; "::concat)
                        .orElse("")
                : "";
    }

    private Observation observe(String file, FileAttributes attributes) {
        return folder.at(file)
                .map(seen -> seen.seen().again(attributes, tick))
                .orElseGet(() -> new Observation(attributes, now, tick));
    }

    FirstByName<FoundFile.Pending> uploads() {
        return uploads;
    }

    FirstByName<FoundFile.Ignored> ignored() {
        return ignored;
    }
}
