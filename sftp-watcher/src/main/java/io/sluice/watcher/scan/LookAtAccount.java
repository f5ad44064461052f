package io.sluice.watcher.scan;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.folder.FolderWalk;
import io.sluice.watcher.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lists an account's `sources/`, then those of its folders that may hold something new.
///
/// Several accounts may be listed in parallel. A folder that the service user may not list is logged and left
/// out; the other folders and accounts are not affected.
public final class LookAtAccount {
    private static final Log LOG = Log.of(LookAtAccount.class);

    private static final int MOST_OTHER_FOLDERS = 100;

    private final Outages outages = new Outages(LOG);
    private final Volume volume;
    private final Ledger ledger;

    public LookAtAccount(Volume volume, Ledger ledger) {
        this.volume = volume;
        this.ledger = ledger;
    }

    /// @param sweep whether sub-folders are listed even though no mtime shows a change
    void at(WatchedAccount account, boolean sweep, Instant now, Duration tick) {
        account.beginLook();
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
            outages.over(
                    account.facts().accountId().value(),
                    "an account is scanned again",
                    account(account.facts().accountId()));
            account.keepOnly(Stream.concat(Stream.of(""), folders.stream().map(VolumeEntry::name))
                    .collect(Collectors.toSet()));
        } catch (VolumePathMissingException notMadeYet) {
            LOG.debug("an account has no folder yet", account(account.facts().accountId()), cause(notMadeYet));
            account.keepOnly(List.of());
        } catch (VolumeUnavailableException broken) {
            throw broken;
        } catch (RuntimeException refused) {
            // Whatever it is, the other accounts must not wait for this one.
            account.denied();
            outages.report(
                    account.facts().accountId().value(),
                    "an account cannot be listed and is left out of the scans",
                    account(account.facts().accountId()),
                    cause(refused));
        }
        account.lookedAt(tick);
    }

    /// The folders below `sources/`: all folders of sources, and a limited number of others.
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
            LOG.debug(
                    "not all folders without a source are listed",
                    account(account.accountId()),
                    field("folders", others.total()),
                    field("listed", MOST_OTHER_FOLDERS));
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
            outages.over(path, "a folder is scanned again", field("path", path));
            folder.listed(listing, hasFolders, entry.attributes().modifiedAt(), tick);
        } catch (VolumePathMissingException removedMeanwhile) {
            LOG.debug("a folder was removed during the scan", cause(removedMeanwhile));
            folder.vanished();
        } catch (VolumeRefusedException refused) {
            account.denied();
            outages.report(
                    path,
                    "a folder cannot be listed and is left out of the scans",
                    account(account.facts().accountId()),
                    cause(refused));
            folder.listAgain();
        }
    }
}
