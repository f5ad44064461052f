package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.volume.FileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// The result of listing one folder. It has limits on what it keeps, because a tenant may upload any number
/// of files.
final class Listing {
    /// The most uploads of one folder; further ones are seen once some of these are claimed.
    static final int MOST_UPLOADS = 10_000;

    /// The most ignored files of a folder that is not a source: there may be many such folders.
    private static final int MOST_IGNORED_ASIDE = 100;

    private final AccountFacts account;
    private final String name;
    private final String path;
    private final Function<String, Optional<FoundFile>> previous;
    private final Instant now;
    private final Duration tick;
    private final FirstByName<FoundFile.Pending> uploads = new FirstByName<>(MOST_UPLOADS);
    private final FirstByName<FoundFile.Ignored> ignored;

    /// @param name of the folder directly below `/sources`; empty for `/sources` itself
    /// @param path of the folder, as the account sees it
    /// @param previous what the previous listing showed at a path
    Listing(
            AccountFacts account,
            String name,
            String path,
            Function<String, Optional<FoundFile>> previous,
            Instant now,
            Duration tick) {
        this.account = account;
        this.name = name;
        this.path = path;
        this.previous = previous;
        this.now = now;
        this.tick = tick;
        this.ignored = new FirstByName<>(isSource(account, name) ? DirectoryObserved.LISTED : MOST_IGNORED_ASIDE);
    }

    static boolean isSource(AccountFacts account, String name) {
        return SourceType.of(name).flatMap(account::source).isPresent();
    }

    /// @param below the file's path below the folder
    void add(String below, FileAttributes attributes) {
        var file = path + "/" + below;
        switch (Placement.of(account, name, below, attributes)) {
            case Placement.Upload(var dated) ->
                uploads.add(
                        file, () -> new FoundFile.Pending(account.accountId(), file, dated, observe(file, attributes)));
            case Placement.Ignored(var reason) ->
                ignored.add(file, () -> new FoundFile.Ignored(file, reason, observe(file, attributes)));
            case Placement.Silent() -> {}
        }
    }

    private Observation observe(String file, FileAttributes attributes) {
        return previous.apply(file)
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
