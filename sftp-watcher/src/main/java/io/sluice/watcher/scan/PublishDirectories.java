package io.sluice.watcher.scan;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.Topics;
import io.sluice.events.log.Log;
import io.sluice.watcher.PublishEvent;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Publishes the unclaimed files of each folder, with the reasons why they wait or are ignored, whenever
/// these changed; each folder once after the start. Used by one thread.
public final class PublishDirectories {
    private static final Log LOG = Log.of(PublishDirectories.class);
    private static final int AT_ONCE = 500;

    private final PublishEvent events;
    private final Clock clock;
    private final Map<Folder, Contents> published = new HashMap<>();

    public PublishDirectories(PublishEvent events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /// Publishes what changed. Returns whether all of it could be published; the next call with the same view
    /// tries the rest again.
    public boolean publish(List<FolderView> views) {
        var changed = views.stream()
                .filter(view -> !Contents.of(view).equals(published.get(Folder.of(view))))
                .toList();
        var sent = 0;
        for (int from = 0; from < changed.size(); from += AT_ONCE) {
            sent += send(changed.subList(from, Math.min(changed.size(), from + AT_ONCE)));
        }
        if (sent < changed.size()) {
            LOG.warn(
                    "the contents of some folders are not published yet, tried again",
                    field("folders", changed.size() - sent));
        }
        return sent == changed.size();
    }

    private int send(List<FolderView> views) {
        var sendings = new ArrayList<Uni<Boolean>>();
        views.forEach(view -> sendings.add(send(view)));
        var sent = 0;
        for (int i = 0; i < views.size(); i++) {
            if (sendings.get(i).await().indefinitely()) {
                remember(views.get(i));
                sent++;
            }
        }
        return sent;
    }

    private void remember(FolderView view) {
        if (view.gone()) {
            published.remove(Folder.of(view));
        } else {
            published.put(Folder.of(view), Contents.of(view));
        }
    }

    private Uni<Boolean> send(FolderView view) {
        var event = new DirectoryObserved(view.account(), view.folder(), view.files(), view.total(), clock.instant());
        var sending = events.publish(Topics.DIRECTORY_OBSERVED, view.account().value(), event)
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debug(
                            "the contents of a folder are not published yet",
                            account(view.account()),
                            field("folder", view.folder()),
                            cause(failure));
                    return false;
                })
                .memoize()
                .indefinitely();
        sending.subscribe().with(ignored -> {});
        return sending;
    }

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
