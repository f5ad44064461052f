package io.sluice.watcher.directory;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.Topics;
import io.sluice.watcher.event.Events;
import io.sluice.watcher.scan.FolderView;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Tells of each folder whose waiting or ignored files, or their reasons, changed since it was last told;
/// every folder once after the start. Used by one thread.
public final class ReportDirectories {
    private static final Logger LOG = Logger.getLogger(ReportDirectories.class);
    private static final int AT_ONCE = 500;

    private final Events events;
    private final Clock clock;
    private final Map<Folder, Told> told = new HashMap<>();

    public ReportDirectories(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /// Returns whether all that changed could be told; what could not is told at the next call with the same
    /// view.
    public boolean report(List<FolderView> views) {
        var changed = views.stream()
                .filter(view -> !Told.of(view).equals(told.get(Folder.of(view))))
                .toList();
        var told = 0;
        for (int from = 0; from < changed.size(); from += AT_ONCE) {
            told += tell(changed.subList(from, Math.min(changed.size(), from + AT_ONCE)));
        }
        if (told < changed.size()) {
            LOG.warnf("what lies in %d folders is not told yet, it is tried again", changed.size() - told);
        }
        return told == changed.size();
    }

    private int tell(List<FolderView> views) {
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
            told.remove(Folder.of(view));
        } else {
            told.put(Folder.of(view), Told.of(view));
        }
    }

    private Uni<Boolean> send(FolderView view) {
        var event = new DirectoryObserved(view.account(), view.folder(), view.files(), view.total(), clock.instant());
        var sending = events.publish(Topics.DIRECTORY_OBSERVED, view.account().value(), event)
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf(
                            "what lies in %s of account %s is not told yet: %s",
                            view.folder(), view.account(), failure.getMessage());
                    return false;
                })
                .memoize()
                .indefinitely();
        sending.subscribe().with(sent -> LOG.tracef("told of %s: %s", view.folder(), sent));
        return sending;
    }

    private record Folder(AccountId account, String folder) {
        static Folder of(FolderView view) {
            return new Folder(view.account(), view.folder());
        }
    }

    /// What was told, but for the sizes: a growing upload alone is no news.
    private record Told(List<SeenFile> files, long total) {
        static Told of(FolderView view) {
            return new Told(
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
