package io.sluice.watcher.scan;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.Topics;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.watcher.JobIds;
import io.sluice.watcher.PublishEvent;
import io.sluice.watcher.Sendings;
import io.sluice.watcher.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Publishes the unclaimed files of each folder, with the reasons why they wait or are ignored, whenever
/// these changed; each folder once after the start. Used by one thread.
public final class PublishDirectories {
    private static final Log LOG = Log.of(PublishDirectories.class);
    private static final int AT_ONCE = 500;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Outages outages = new Outages(LOG);
    private final PublishEvent events;
    private final JobIds ids;
    private final Ticker ticker;
    private final Map<Folder, Contents> published = new HashMap<>();
    private final Map<Folder, Finding> changed = new LinkedHashMap<>();
    private final Sendings<Folder, Finding> sendings = new Sendings<>();

    /// @param ids gives a moment after all claims so far, by the counter that orders them
    public PublishDirectories(PublishEvent events, JobIds ids, Ticker ticker) {
        this.events = events;
        this.ids = ids;
        this.ticker = ticker;
    }

    /// Publishes what changed; what cannot be published now is published at a later call.
    public void publish(List<FolderView> views) {
        var now = ticker.elapsed();
        for (var view : views) {
            if (isPublished(view)) {
                changed.remove(Folder.of(view));
            } else {
                changed.merge(Folder.of(view), new Finding(view, now), (old, fresh) -> new Finding(view, old.since()));
            }
        }
        if (changed.isEmpty() && sendings.size() == 0) {
            return;
        }
        var toSend = changed.values().stream()
                .map(Finding::view)
                .filter(view -> !sendings.isOpen(Folder.of(view)))
                .toList();
        if (!toSend.isEmpty()) {
            var moment = ids.moment();
            for (int from = 0; from < toSend.size() && sendings.size() < AT_ONCE; from += AT_ONCE) {
                toSend.subList(from, Math.min(toSend.size(), from + AT_ONCE)).forEach(view -> send(view, moment));
                settle();
            }
        }
        settle();
    }

    /// How long the broker has not held the oldest change that was found; zero when it holds all.
    public Duration unpublished() {
        var now = ticker.elapsed();
        return changed.values().stream()
                .map(finding -> now.minus(finding.since()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private boolean isPublished(FolderView view) {
        return !sendings.isOpen(Folder.of(view)) && Contents.of(view).equals(published.get(Folder.of(view)));
    }

    private void settle() {
        var answers = sendings.answers(LONGEST_WAIT);
        var failures = new ArrayList<Throwable>();
        for (var answer : answers) {
            if (answer.isConfirmed() || answer.isRefused()) {
                remember(answer.what());
            } else {
                answer.failure().ifPresent(failures::add);
            }
        }
        if (!failures.isEmpty()) {
            outages.report(
                    Topics.DIRECTORY_OBSERVED,
                    "the contents of some folders are not published yet, tried again",
                    field("folders", failures.size()),
                    cause(failures.getFirst()));
        } else if (!answers.isEmpty()) {
            outages.over(Topics.DIRECTORY_OBSERVED, "the contents of folders are published again");
        }
    }

    /// What is newer than the event was found after it was sent.
    private void remember(Finding sent) {
        var view = sent.view();
        changed.computeIfPresent(
                Folder.of(view),
                (folder, newest) -> Contents.of(newest.view()).equals(Contents.of(view))
                        ? null
                        : new Finding(newest.view(), sent.since()));
        if (view.gone()) {
            published.remove(Folder.of(view));
        } else {
            published.put(Folder.of(view), Contents.of(view));
        }
    }

    private void send(FolderView view, Instant moment) {
        var event = new DirectoryObserved(view.account(), view.folder(), view.files(), view.total(), moment);
        sendings.send(
                Folder.of(view),
                new Finding(view, ticker.elapsed()),
                () -> events.publish(Topics.DIRECTORY_OBSERVED, view.account().value(), event));
    }

    /// What a folder holds, and since when that or an older change of it is to be published.
    private record Finding(FolderView view, Duration since) {}

    private record Folder(AccountId account, String folder) {
        static Folder of(FolderView view) {
            return new Folder(view.account(), view.folder());
        }
    }

    /// What a folder holds, without the sizes: growth of an upload alone is not published.
    private record Contents(List<SeenFile> files, long total) {
        static Contents of(FolderView view) {
            return new Contents(
                    view.files().stream()
                            .map(file -> new SeenFile(
                                    file.path(),
                                    file.state(),
                                    file.reason(),
                                    0,
                                    file.seenAt(),
                                    file.dataDate(),
                                    file.nextPickup()))
                            .toList(),
                    view.total());
        }
    }
}
