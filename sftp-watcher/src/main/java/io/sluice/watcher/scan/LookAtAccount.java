package io.sluice.watcher.scan;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.kit.sftp.FileAttributes;
import io.sluice.kit.sftp.Volume;
import io.sluice.kit.sftp.VolumeEntry;
import io.sluice.kit.sftp.VolumePathMissingException;
import io.sluice.kit.sftp.VolumeRefusedException;
import io.sluice.watcher.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;

/// One listing of an account's `sources/`, then of those of its folders that may hold something new.
///
/// Several accounts may be looked at side by side. What the service user may not look at is left out and said in
/// the log; it hurts no neighbour.
final class LookAtAccount {
    private static final Logger LOG = Logger.getLogger(LookAtAccount.class);

    private final Volume volume;
    private final Ledger ledger;

    LookAtAccount(Volume volume, Ledger ledger) {
        this.volume = volume;
        this.ledger = ledger;
    }

    /// @param sweep whether what lies in sub-folders is listed, too, though no folder's mtime shows a change
    void at(WatchedAccount account, boolean sweep, Instant now, Duration tick) {
        try {
            var entries = volume.list(VolumePaths.sources(account.facts().accuid()));
            var present = new HashSet<String>();
            present.add("");
            account.folder("").listed(account.facts(), filesIn(entries), Instant.EPOCH, now, tick);
            for (var entry : entries) {
                if (entry.attributes().isFolder()) {
                    present.add(entry.name());
                    var folder = account.folder(entry.name());
                    if (needsListing(account, folder, entry, sweep)) {
                        list(account, folder, entry, now, tick);
                    }
                }
            }
            account.keepOnly(present);
        } catch (VolumePathMissingException notMadeYet) {
            LOG.debugf("account %s has no folder yet: %s", account.facts().accuid(), notMadeYet.getMessage());
            account.keepOnly(List.of());
        } catch (VolumeRefusedException refused) {
            LOG.warnf(
                    "an account is left out of this scan, accountId=%s: %s",
                    account.facts().accuid(), refused.getMessage());
        }
        account.lookedAt(tick);
    }

    private boolean needsListing(WatchedAccount account, WatchedFolder folder, VolumeEntry entry, boolean sweep) {
        return folder.needsListing(entry.attributes().modifiedAt())
                || account.factsChanged()
                || (sweep && folder.hasFolders())
                || ledger.touchedFolders(account.facts().accuid()).contains(entry.name());
    }

    private void list(WatchedAccount account, WatchedFolder folder, VolumeEntry entry, Instant now, Duration tick) {
        var path = VolumePaths.sources(account.facts().accuid()) + "/" + entry.name();
        try {
            var content = FolderContent.list(volume, path);
            folder.listed(account.facts(), content, entry.attributes().modifiedAt(), now, tick);
        } catch (VolumePathMissingException removedMeanwhile) {
            LOG.debugf("a folder went away while it was looked at: %s", removedMeanwhile.getMessage());
            folder.vanished();
        } catch (VolumeRefusedException refused) {
            LOG.warnf(
                    "a folder is left out of this scan, accountId=%s: %s",
                    account.facts().accuid(), refused.getMessage());
            folder.listAgain();
        }
    }

    private static FolderContent filesIn(List<VolumeEntry> entries) {
        var files = new HashMap<String, FileAttributes>();
        entries.stream()
                .filter(entry -> !entry.attributes().isFolder())
                .forEach(entry -> files.put(entry.name(), entry.attributes()));
        return new FolderContent(files, false);
    }
}
