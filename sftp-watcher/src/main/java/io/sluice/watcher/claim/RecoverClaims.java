package io.sluice.watcher.claim;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.time.Ticker;
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
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Finds claims that lie in `processing/` for long: those of a watcher that died, or whose work broke off on
/// its way.
///
/// What lies there longer than the patience is announced again under its job id, and once more after the same
/// time; every consumer knows a job it has seen, and goes on where it stands. An empty folder, left by a
/// watcher that died right before its rename, is removed when it is still empty at the second look; the first
/// may have met a rename.
public final class RecoverClaims {
    private static final Logger LOG = Logger.getLogger(RecoverClaims.class);

    /// A folder's mtime has whole seconds: a change in the second of the last listing does not move it.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /// More claims than these are not looked at in one go; the others' turn comes when these are done.
    private static final int MOST_CLAIMS = 10_000;

    private final Volume volume;
    private final Ticker ticker;
    private final Map<String, Duration> firstSeen = new HashMap<>();
    private final Set<String> empty = new HashSet<>();
    private Map<String, AccountFolder> accounts = Map.of();

    public RecoverClaims(Volume volume, Ticker ticker) {
        this.volume = volume;
        this.ticker = ticker;
    }

    /// What is remembered of an account's folder: it stays when its last claim left, and costs nothing then.
    ///
    /// @param since when this mtime was first seen, by the ticker
    /// @param idle whether a listing showed nothing, and a later one would show the same while the mtime
    /// stays
    private record AccountFolder(Instant modifiedAt, Duration since, boolean idle) {
        AccountFolder empty(Duration now) {
            return new AccountFolder(modifiedAt, since, now.minus(since).compareTo(SETTLING) >= 0);
        }
    }

    /// Claims that are not at work here and lay there for the patience, in the order of their jobs.
    public List<Claim> find(Predicate<JobId> atWork, Duration patience) {
        var look = new Look(atWork, patience);
        var seen = new HashMap<String, AccountFolder>();
        for (var entry : list(VolumePaths.PROCESSING)) {
            AccountId.of(entry.name()).ifPresent(account -> seen.put(entry.name(), look.at(account, folder(entry))));
        }
        accounts = seen;
        firstSeen.keySet().retainAll(look.folders);
        empty.retainAll(look.folders);
        look.claims.sort(Comparator.comparing(claim -> claim.job().jobId()));
        return look.claims;
    }

    /// One look through all accounts.
    private final class Look {
        private final Predicate<JobId> atWork;
        private final Duration patience;
        private final List<Claim> claims = new ArrayList<>();
        private final Set<String> folders = new HashSet<>();

        Look(Predicate<JobId> atWork, Duration patience) {
            this.atWork = atWork;
            this.patience = patience;
        }

        /// Returns what to remember of the folder.
        AccountFolder at(AccountId account, AccountFolder folder) {
            if (folder.idle() || folders.size() >= MOST_CLAIMS) {
                return folder;
            }
            var jobs = jobs(account, MOST_CLAIMS - folders.size());
            for (var job : jobs) {
                if (!atWork.test(job)) {
                    var path = VolumePaths.processing(account, job);
                    folders.add(path);
                    recover(account, job, path, patience).ifPresent(claims::add);
                }
            }
            return jobs.isEmpty() ? folder.empty(ticker.elapsed()) : folder;
        }
    }

    private AccountFolder folder(VolumeEntry entry) {
        var modifiedAt = entry.attributes().modifiedAt();
        return Optional.ofNullable(accounts.get(entry.name()))
                .filter(known -> known.modifiedAt().equals(modifiedAt))
                .orElseGet(() -> new AccountFolder(modifiedAt, ticker.elapsed(), false));
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
            LOG.debugf("nothing to recover: %s", notThere.getMessage());
        }
        return jobs;
    }

    private Optional<Claim> recover(AccountId account, JobId job, String folder, Duration patience) {
        var now = ticker.elapsed();
        var early = now.minus(firstSeen.computeIfAbsent(folder, unseen -> now)).compareTo(patience) < 0;
        if (early && !empty.contains(folder)) {
            return Optional.empty();
        }
        var files = list(folder).stream()
                .filter(entry -> entry.attributes().isFile() && !ClaimFolder.isNote(entry.name()))
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
        var claims = files.stream()
                .flatMap(file -> claim(account, job, file).stream())
                .toList();
        if (claims.size() != 1) {
            LOG.errorf(
                    "expected one upload in %s but found %d of %d files with an upload's name; move them away by hand",
                    folder, claims.size(), files.size());
            return Optional.empty();
        }
        firstSeen.put(folder, now);
        return Optional.of(claims.getFirst());
    }

    private void removeEmpty(String folder) {
        try {
            ClaimFolder.remove(volume, folder);
        } catch (VolumePathMissingException | VolumeRefusedException inUse) {
            LOG.debugf("an empty folder of a claim stays: %s", inUse.getMessage());
        }
    }

    private Optional<Claim> claim(AccountId account, JobId job, VolumeEntry file) {
        var underscore = file.name().indexOf('_');
        var dot = file.name().lastIndexOf('.');
        if (underscore < 0 || dot < underscore) {
            return Optional.empty();
        }
        return SourceType.of(file.name().substring(underscore + 1, dot))
                .map(type -> UploadName.read(file.name(), type))
                .filter(UploadName.Dated.class::isInstance)
                .map(UploadName.Dated.class::cast)
                .map(name -> claim(new JobRef(job, account, name.sourceType(), name.dataDate(), file.name()), file));
    }

    private Claim claim(JobRef job, VolumeEntry file) {
        var claimedAt = JobIds.madeAt(job.jobId());
        var modifiedAt = file.attributes().modifiedAt();
        return new Claim(
                job,
                "/sources/%s/%s".formatted(job.sourceType(), job.fileName()),
                file.attributes(),
                Optional.empty(),
                modifiedAt.isBefore(claimedAt) ? modifiedAt : claimedAt,
                claimedAt,
                ClaimFolder.refusal(volume, VolumePaths.processing(job.accountId(), job.jobId())));
    }

    private List<VolumeEntry> list(String folder) {
        try {
            return volume.list(folder);
        } catch (VolumePathMissingException notThere) {
            LOG.debugf("nothing to recover: %s", notThere.getMessage());
            return List.of();
        }
    }
}
