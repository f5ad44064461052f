package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.folder.FolderMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds claims that have been in `processing/` for long.
///
/// | in the claim's folder | what happens |
/// |---|---|
/// | a file, for longer than the timeout | [RestoreClaim] makes the claim of it, and once more after each timeout |
/// | nothing, at two looks in a row | the folder is removed; at the first look its file may be on its way |
///
/// A folder that the service user may not list is logged and left out; the other accounts are not affected.
/// An account without claims keeps its folder, which is listed only when its mtime changes.
public final class FindClaims {
    private static final Log LOG = Log.of(FindClaims.class);

    /// The most claims in one look; the others follow when these are done.
    private static final int MOST_CLAIMS = 10_000;

    private final Outages outages = new Outages(LOG);
    private final Volume volume;
    private final RestoreClaim restore;
    private final ClaimLog log;
    private final Ticker ticker;
    private final Map<String, Duration> firstSeen = new HashMap<>();
    private final Set<String> empty = new HashSet<>();
    private Map<AccountId, FolderMemory> withoutClaims = Map.of();
    private Set<AccountId> denied = Set.of();

    public FindClaims(Volume volume, ClaimLog log, Ticker ticker) {
        this.volume = volume;
        this.restore = new RestoreClaim(volume);
        this.log = log;
        this.ticker = ticker;
    }

    /// Claims that this process does not work on and that are older than the timeout, in the order of their
    /// jobs.
    List<Claim> find(Duration timeout) {
        var look = new Look(timeout);
        for (var entry : list(VolumePaths.PROCESSING)) {
            AccountId.of(entry.name())
                    .ifPresent(account -> look.at(account, entry.attributes().modifiedAt()));
        }
        withoutClaims = look.withoutClaims;
        denied = look.denied;
        firstSeen.keySet().retainAll(look.folders);
        empty.retainAll(look.folders);
        look.claims.sort(Comparator.comparing(claim -> claim.job().jobId()));
        return look.claims;
    }

    /// The accounts whose claims the volume did not let this service find at the latest look.
    Set<AccountId> denied() {
        return denied;
    }

    /// One look through all accounts.
    private final class Look {
        private final Duration timeout;
        private final List<Claim> claims = new ArrayList<>();
        private final Set<String> folders = new HashSet<>();
        private final Map<AccountId, FolderMemory> withoutClaims = new HashMap<>();
        private final Set<AccountId> denied = new HashSet<>();

        Look(Duration timeout) {
            this.timeout = timeout;
        }

        void at(AccountId account, Instant modifiedAt) {
            unlessDenied(account, VolumePaths.processing(account), () -> visit(account, modifiedAt));
        }

        private void unlessDenied(AccountId account, String folder, Runnable look) {
            try {
                look.run();
                outages.over(folder, "claims are found again", field("path", folder));
            } catch (VolumeUnavailableException broken) {
                throw broken;
            } catch (RuntimeException refused) {
                denied.add(account);
                outages.report(
                        folder,
                        "claims cannot be found and are not announced again; may the service user list their folder?",
                        field("path", folder),
                        cause(refused));
            }
        }

        private void visit(AccountId account, Instant modifiedAt) {
            var known = Optional.ofNullable(FindClaims.this.withoutClaims.get(account));
            if (known.filter(memory -> memory.isCurrent(modifiedAt)).isPresent()) {
                withoutClaims.put(account, known.get());
                return;
            }
            if (folders.size() >= MOST_CLAIMS) {
                return;
            }
            var jobs = jobs(account, MOST_CLAIMS - folders.size());
            if (jobs.isEmpty()) {
                withoutClaims.put(account, FolderMemory.listed(known, modifiedAt, ticker.elapsed()));
            }
            for (var job : jobs) {
                if (!log.holds(job)) {
                    var folder = VolumePaths.processing(account, job);
                    folders.add(folder);
                    unlessDenied(
                            account, folder, () -> look(account, job, timeout).ifPresent(claims::add));
                }
            }
        }
    }

    private List<JobId> jobs(AccountId account, int most) {
        var jobs = new ArrayList<JobId>();
        try {
            volume.visit(VolumePaths.processing(account), entry -> {
                if (entry.attributes().isFolder() && jobs.size() < most) {
                    JobId.of(entry.name()).ifPresent(jobs::add);
                }
            });
        } catch (VolumePathMissingException notThere) {
            LOG.debug("nothing to recover", cause(notThere));
        }
        return jobs;
    }

    private Optional<Claim> look(AccountId account, JobId job, Duration timeout) {
        var folder = VolumePaths.processing(account, job);
        var now = ticker.elapsed();
        var early = now.minus(firstSeen.computeIfAbsent(folder, unseen -> now)).compareTo(timeout) < 0;
        if (early && !empty.contains(folder)) {
            return Optional.empty();
        }
        var files = list(folder).stream()
                .filter(entry -> entry.attributes().isFile() && !VolumePaths.CLAIM_NOTES.contains(entry.name()))
                .toList();
        if (files.isEmpty()) {
            if (!empty.add(folder)) {
                removeEmpty(folder);
            }
            return Optional.empty();
        }
        empty.remove(folder);
        if (early) {
            return Optional.empty();
        }
        var claim = restore.from(account, job, files);
        claim.ifPresent(found -> firstSeen.put(folder, now));
        return claim;
    }

    private void removeEmpty(String folder) {
        try {
            ClaimFolder.remove(volume, folder);
        } catch (VolumePathMissingException | VolumeRefusedException inUse) {
            LOG.debug("an empty folder of a claim stays", cause(inUse));
        }
    }

    private List<VolumeEntry> list(String folder) {
        try {
            return volume.list(folder);
        } catch (VolumePathMissingException notThere) {
            LOG.debug("nothing to recover", cause(notThere));
            return List.of();
        }
    }
}
