package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// One listing of an account's `sources/`, then of those of its folders that may hold something new.
///
/// Several accounts may be looked at side by side. What the service user may not look at is left out and said
/// in the log; it hurts no neighbour.
final class LookAtAccount {
    private static final Logger LOG = Logger.getLogger(LookAtAccount.class);

    private static final int MOST_OTHER_FOLDERS = 100;

    private final Volume volume;
    private final Ledger ledger;

    LookAtAccount(Volume volume, Ledger ledger) {
        this.volume = volume;
        this.ledger = ledger;
    }

    /// @param sweep whether what lies in sub-folders is listed, too, though no folder's mtime shows a change
    void at(WatchedAccount account, boolean sweep, Instant now, Duration tick) {
        try {
            var root = account.folder("").listing(account.facts(), now, tick);
            var folders = folders(account.facts(), root);
            account.folder("").listed(root, false, Instant.EPOCH, tick);
            for (var entry : folders) {
                var folder = account.folder(entry.name());
                if (needsListing(account, folder, entry, sweep)) {
                    list(account, folder, entry, now, tick);
                }
            }
            account.keepOnly(Stream.concat(Stream.of(""), folders.stream().map(VolumeEntry::name))
                    .collect(Collectors.toSet()));
        } catch (VolumePathMissingException notMadeYet) {
            LOG.debugf("account %s has no folder yet: %s", account.facts().accountId(), notMadeYet.getMessage());
            account.keepOnly(List.of());
        } catch (VolumeRefusedException refused) {
            LOG.warnf(
                    "an account is left out of this scan, accountId=%s: %s",
                    account.facts().accountId(), refused.getMessage());
        }
        account.lookedAt(tick);
    }

    /// The folders below `sources/`: those of sources, and of the others some.
    private List<VolumeEntry> folders(AccountFacts account, Listing root) {
        var ofSources = new ArrayList<VolumeEntry>();
        var others = new FirstByName<VolumeEntry>(MOST_OTHER_FOLDERS);
        volume.visit(VolumePaths.sources(account.accountId()), entry -> {
            if (!entry.attributes().isFolder()) {
                root.add(entry.name(), entry.attributes());
            } else if (Listing.isSource(account, entry.name())) {
                ofSources.add(entry);
            } else {
                others.add(entry.name(), () -> entry);
            }
        });
        if (!others.isComplete()) {
            LOG.debugf(
                    "only %d of %d folders without a source are looked at, accountId=%s",
                    MOST_OTHER_FOLDERS, others.total(), account.accountId());
        }
        ofSources.addAll(others.kept());
        return ofSources;
    }

    private boolean needsListing(WatchedAccount account, WatchedFolder folder, VolumeEntry entry, boolean sweep) {
        return folder.needsListing(entry.attributes().modifiedAt())
                || account.factsChanged()
                || (sweep && folder.hasFolders())
                || ledger.touchedFolders(account.facts().accountId()).contains(entry.name());
    }

    private void list(WatchedAccount account, WatchedFolder folder, VolumeEntry entry, Instant now, Duration tick) {
        var path = VolumePaths.sources(account.facts().accountId()) + "/" + entry.name();
        try {
            var listing = folder.listing(account.facts(), now, tick);
            var hasFolders = FolderWalk.show(volume, path, listing::add);
            folder.listed(listing, hasFolders, entry.attributes().modifiedAt(), tick);
        } catch (VolumePathMissingException removedMeanwhile) {
            LOG.debugf("a folder went away while it was looked at: %s", removedMeanwhile.getMessage());
            folder.vanished();
        } catch (VolumeRefusedException refused) {
            LOG.warnf(
                    "a folder is left out of this scan, accountId=%s: %s",
                    account.facts().accountId(), refused.getMessage());
            folder.listAgain();
        }
    }
}
