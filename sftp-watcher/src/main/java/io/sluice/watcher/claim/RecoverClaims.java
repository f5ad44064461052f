package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.Ticker;
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

/// Finds claims that have been in `processing/` for long: their watcher died, or their processing stopped on
/// its way.
///
/// | in the claim's folder | what happens |
/// |---|---|
/// | a file, for longer than the timeout | it is announced again, and once more after each timeout ([EndClaim]) |
/// | a file that its note does not name | it goes beside its uploads, where it is listed as ignored |
/// | several files and no note | an error in the log: nobody knows which one was claimed |
/// | nothing, at two looks in a row | the folder is removed; at the first look its file may be on its way |
///
/// Consumers are idempotent by job id.
public final class RecoverClaims {
    private static final Log LOG = Log.of(RecoverClaims.class);

    /// An mtime has whole seconds: a change within the second of the last listing does not change it.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /// The most claims in one look; the others follow when these are done.
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

    /// What is remembered of an account's folder. The folder stays when its last claim has left, and an idle
    /// one is not listed.
    ///
    /// @param since when this mtime was first seen, by the ticker
    /// @param idle whether the last listing was empty and stays valid until the mtime changes
    private record AccountFolder(Instant modifiedAt, Duration since, boolean idle) {
        AccountFolder empty(Duration now) {
            return new AccountFolder(modifiedAt, since, now.minus(since).compareTo(SETTLING) >= 0);
        }
    }

    /// Claims that this process does not handle and that are older than the timeout, in the order of their
    /// jobs.
    public List<Claim> find(Predicate<JobId> atWork, Duration timeout) {
        var look = new Look(atWork, timeout);
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
        private final Duration timeout;
        private final List<Claim> claims = new ArrayList<>();
        private final Set<String> folders = new HashSet<>();

        Look(Predicate<JobId> atWork, Duration timeout) {
            this.atWork = atWork;
            this.timeout = timeout;
        }

        /// Looks into an account's folder and returns what to remember of it.
        AccountFolder at(AccountId account, AccountFolder folder) {
            if (folder.idle() || folders.size() >= MOST_CLAIMS) {
                return folder;
            }
            var jobs = jobs(account, MOST_CLAIMS - folders.size());
            for (var job : jobs) {
                if (!atWork.test(job)) {
                    var path = VolumePaths.processing(account, job);
                    folders.add(path);
                    recover(account, job, path, timeout).ifPresent(claims::add);
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
            LOG.debug("nothing to recover", cause(notThere));
        }
        return jobs;
    }

    private Optional<Claim> recover(AccountId account, JobId job, String folder, Duration timeout) {
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
        var uploads =
                files.stream().flatMap(file -> job(account, job, file).stream()).toList();
        var noted = ClaimFolder.event(volume, folder).filter(event -> isOf(account, job, event));
        if (noted.isEmpty() && uploads.size() != 1) {
            LOG.error(
                    "expected one file with the name of an upload in a claim's folder, move the others elsewhere by hand",
                    field("path", folder),
                    field("uploads", uploads.size()),
                    field("files", files.size()));
            return Optional.empty();
        }
        firstSeen.put(folder, now);
        if (noted.isEmpty()) {
            var file = uploads.getFirst();
            return Optional.of(new Claim(withoutNote(file), Optional.empty()));
        }
        uploads.stream().filter(file -> !file.job().equals(noted.get().job())).forEach(this::putBeside);
        return noted.filter(
                        event -> uploads.stream().anyMatch(file -> file.job().equals(event.job())))
                .map(event -> new Claim(event, Optional.empty()));
    }

    private static boolean isOf(AccountId account, JobId job, UploadClaimed event) {
        return event.job().jobId().equals(job) && event.job().accountId().equals(account);
    }

    /// Somebody moved the file here by hand. It must not take part in the claim's job, so it goes beside its
    /// uploads, under a name that is never claimed, where its tenant sees it.
    private void putBeside(FoundUpload stray) {
        var claim = new Claim(withoutNote(stray), Optional.empty());
        try {
            volume.renameUnlessTaken(claim.path(), claim.aside());
            LOG.warn(
                    "a file that is not the claimed one lay in a claim's folder, it goes beside its uploads",
                    field("path", claim.path()),
                    field("target", claim.aside()));
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.error(
                    "a file that is not the claimed one lies in a claim's folder and cannot be moved, move it elsewhere by hand",
                    field("path", claim.path()),
                    cause(stays));
        }
    }

    private void removeEmpty(String folder) {
        try {
            ClaimFolder.remove(volume, folder);
        } catch (VolumePathMissingException | VolumeRefusedException inUse) {
            LOG.debug("an empty folder of a claim stays", cause(inUse));
        }
    }

    /// A file with the name of an upload in the folder of a claim.
    private record FoundUpload(JobRef job, FileAttributes attributes) {}

    private static Optional<FoundUpload> job(AccountId account, JobId job, VolumeEntry file) {
        var underscore = file.name().indexOf('_');
        var dot = file.name().lastIndexOf('.');
        if (underscore < 0 || dot < underscore) {
            return Optional.empty();
        }
        return SourceType.of(file.name().substring(underscore + 1, dot))
                .map(type -> UploadName.read(file.name(), type))
                .filter(UploadName.Dated.class::isInstance)
                .map(UploadName.Dated.class::cast)
                .map(name -> new JobRef(job, account, name.sourceType(), name.dataDate(), file.name()))
                .map(ref -> new FoundUpload(ref, file.attributes()));
    }

    /// A file that was moved here by hand, or whose note is damaged.
    private static UploadClaimed withoutNote(FoundUpload file) {
        var claimedAt = file.job().jobId().moment();
        var modifiedAt = file.attributes().modifiedAt();
        return UploadClaimed.of(
                file.job(),
                file.attributes().size(),
                modifiedAt,
                modifiedAt.isBefore(claimedAt) ? modifiedAt : claimedAt,
                claimedAt);
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
