package io.sluice.watcher.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import io.sluice.watcher.AllAccounts;
import io.sluice.watcher.JobIds;
import io.sluice.watcher.PublishEvent;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.claim.AdvanceClaims;
import io.sluice.watcher.claim.AnnounceClaims;
import io.sluice.watcher.claim.ClaimLog;
import io.sluice.watcher.claim.ClaimUpload;
import io.sluice.watcher.claim.ConfirmClaim;
import io.sluice.watcher.claim.EndClaim;
import io.sluice.watcher.claim.FindClaims;
import io.sluice.watcher.claim.JobOutcomes;
import io.sluice.watcher.claim.RecoverClaims;
import io.sluice.watcher.claim.ReturnClaim;
import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.confirm.ConfirmationNotes;
import io.sluice.watcher.cycle.WatchUploads;
import io.sluice.watcher.folder.SideBySide;
import io.sluice.watcher.folder.Sweep;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.BatchTraffic;
import io.sluice.watcher.limit.EnforceLimits;
import io.sluice.watcher.limit.EntryLimits;
import io.sluice.watcher.limit.MeasureUsage;
import io.sluice.watcher.limit.PublishUsage;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.pickup.NotePickups;
import io.sluice.watcher.pickup.PickupTimes;
import io.sluice.watcher.pickup.Pickups;
import io.sluice.watcher.scan.JudgeAccount;
import io.sluice.watcher.scan.JudgeCompleteness;
import io.sluice.watcher.scan.LookAtAccount;
import io.sluice.watcher.scan.PublishDirectories;
import io.sluice.watcher.scan.ScanAccounts;
import io.sluice.watcher.scan.WatchedAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One account on a volume in memory, and watchers over it; a new watcher is a new process on the same disk.
public final class World {
    public static final AccountId ACME = new AccountId("acme");
    public static final String ORDERS = "/accounts/acme/sources/order/";
    public static final Duration QUIET = Duration.ofSeconds(2);
    public static final Duration UNMENTIONED_QUIET = Duration.ofMinutes(15);
    public static final Duration LONG_QUIET = Duration.ofSeconds(60);
    public static final Duration SWEEP = Duration.ofSeconds(30);
    public static final Duration SEAL_TIMEOUT = Duration.ofSeconds(20);
    public static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(15);
    public static final int ANNOUNCEMENTS = 3;
    public static final int MOST_FILES = 2_000;
    public static final int MOST_FOLDERS = 40;

    private final Steps steps = new Steps();
    private final FakeTime time = new FakeTime();
    private final FakeVolume volume = new FakeVolume(time, steps);
    private final RecordedEvents events = new RecordedEvents(steps);
    private final StoredOutcomes outcomes = new StoredOutcomes();
    private final List<AccountFacts> accounts = new ArrayList<>();
    private BatchTraffic batches = noBatches();
    private String schedule = "continuous";

    public World() {
        volume.putFolders("/processing");
        accounts.add(facts("acme", "order", "member"));
    }

    /// The topic of batches, read to its end and empty.
    public static BatchTraffic noBatches() {
        var none = new BatchTraffic();
        none.isRead();
        return none;
    }

    public Steps steps() {
        return steps;
    }

    public FakeTime time() {
        return time;
    }

    public FakeVolume volume() {
        return volume;
    }

    public RecordedEvents events() {
        return events;
    }

    public StoredOutcomes outcomes() {
        return outcomes;
    }

    public List<AccountFacts> accounts() {
        return accounts;
    }

    public World schedule(String text) {
        schedule = text;
        return this;
    }

    /// Makes the account's folders, too.
    public AccountFacts facts(String account, String... sources) {
        for (var source : sources) {
            for (var branch : List.of("sources", "processed", "invalid")) {
                volume.putFolders("/accounts/%s/%s/%s".formatted(account, branch, source));
            }
        }
        return accountFacts(account, sources);
    }

    public static AccountFacts accountFacts(String account, String... sources) {
        return TestAccount.of(account)
                .zone(ZoneId.of("Asia/Taipei"))
                .limits(5L << 30, 1L << 30)
                .sources(sources)
                .facts();
    }

    /// Changes the limits of `acme`.
    public void limit(long workspaceBytes, long dailyBytes) {
        accounts.set(
                0,
                TestAccount.after(accounts.getFirst())
                        .limits(workspaceBytes, dailyBytes)
                        .facts());
    }

    /// Bytes that `acme` has sent as batches in the day that ends then, as batch-service publishes them.
    public void sendsBatches(long bytes, Instant dayEnds, long version) {
        batches.put(new BatchTrafficMeasured(ACME, bytes, dayEnds, version));
    }

    /// The processes that start from now on have not read yet what was sent as batches.
    public BatchTraffic forgetBatches() {
        batches = new BatchTraffic();
        return batches;
    }

    /// A new process.
    public WatchUploads watcher() {
        return watcher(batches, volume, () -> List.copyOf(accounts), events, outcomes, schedule, time, time::elapsed);
    }

    public static WatchUploads watcher(
            BatchTraffic batches,
            io.sluice.volume.Volume volume,
            AllAccounts accounts,
            PublishEvent events,
            JobOutcomes outcomes,
            String schedule,
            Clock clock,
            Ticker ticker) {
        var ledger = new Ledger(ticker);
        var tail = new LedgerTail(volume, VolumePaths.LEDGER, ledger);
        var ids = new JobIds(volume, clock);
        var measure = new MeasureUsage(
                volume,
                ledger,
                batches,
                accounts,
                new EntryLimits(MOST_FILES, MOST_FOLDERS),
                new Sweep(Duration.ofMinutes(10), 2),
                Duration.ofSeconds(1),
                new SideBySide(2),
                clock,
                ticker);
        var limits = new EnforceLimits(measure, ledger, batches, volume, clock);
        var confirmations = new ConfirmationNotes(volume);
        var pickups = new Pickups(PickupTimes.parse(schedule, Optional.empty()));
        var scan = new ScanAccounts(
                new WatchedAccounts(accounts, ledger, new Sweep(SWEEP, 10)),
                new LookAtAccount(volume, ledger),
                new JudgeAccount(
                        ledger,
                        pickups,
                        new JudgeCompleteness(
                                new JudgeCompleteness.QuietPeriods(QUIET, UNMENTIONED_QUIET, LONG_QUIET),
                                ledger,
                                confirmations),
                        limits),
                new SideBySide(2),
                clock,
                ticker);
        var log = new ClaimLog(ticker);
        var claim = new ClaimUpload(volume, ledger, log, clock, ticker);
        var claims = new TakeUploads(
                tail,
                ids,
                claim,
                new AdvanceClaims(
                        claim,
                        new ConfirmClaim(volume, ledger, outcomes, SEAL_TIMEOUT, ticker),
                        new ReturnClaim(volume),
                        new AnnounceClaims(events, log),
                        log,
                        ledger),
                new RecoverClaims(
                        new FindClaims(volume, log, ticker),
                        new EndClaim(volume, outcomes, events, ANNOUNCEMENTS, clock),
                        log,
                        Duration.ofMinutes(5),
                        RECOVERY_TIMEOUT,
                        ticker),
                log);
        return new WatchUploads(
                tail,
                claims,
                new WatchLimits(measure, limits, new PublishUsage(events, ids, Duration.ofSeconds(5), ticker), batches),
                confirmations,
                scan,
                new PublishDirectories(events, ids, ticker),
                new NotePickups(volume, pickups, accounts, clock));
    }

    /// A watcher that has seen this upload and claims it in its next scan cycle.
    public WatchUploads aboutToClaim(String name, String content) {
        var watcher = watcher();
        uploads(name, content);
        watcher.run();
        time.pass(QUIET);
        return watcher;
    }

    /// Scan cycles two seconds apart, for the given time.
    public void cycles(WatchUploads watcher, Duration during) {
        for (var passed = Duration.ZERO; passed.compareTo(during) <= 0; passed = passed.plus(QUIET)) {
            watcher.run();
            time.pass(QUIET);
        }
    }

    /// The server's log says so.
    public void ledger(String event, String session, String path, String... more) {
        var line = new StringBuilder(
                "{\"at\":\"%s\",\"server\":\"run-1\",\"session\":\"%s\",\"accuid\":\"acme\",\"event\":\"%s\""
                        .formatted(time.instant(), session, event));
        if (!path.isEmpty()) {
            line.append(",\"path\":\"%s\"".formatted(path));
        }
        for (int i = 0; i < more.length; i += 2) {
            line.append(",\"%s\":%s".formatted(more[i], more[i + 1]));
        }
        volume.putFolders("/ledger");
        var before = volume.stat(VolumePaths.LEDGER).isPresent() ? volume.text(VolumePaths.LEDGER) : "";
        volume.put(VolumePaths.LEDGER, before + line + "}\n");
    }

    public void opens(String path) {
        ledger("open", "s1", path, "write", "true");
    }

    public void closes(String path, long written) {
        ledger("close", "s1", path, "write", "true", "written", Long.toString(written));
    }

    public void isCutOff(String path, long written) {
        ledger("forced-close", "s1", path, "write", "true", "written", Long.toString(written));
    }

    /// A whole upload as a client makes it.
    public void uploads(String name, String content) {
        opens("/sources/order/" + name);
        volume.put(ORDERS + name, content);
        closes("/sources/order/" + name, content.length());
    }

    /// The first bytes of an upload that stays open.
    public void beginsUpload(String name, String content) {
        ledger("open", "s1", "/sources/order/" + name, "write", "true", "truncated", "true");
        volume.put(ORDERS + name, content);
    }

    /// An upload whose connection breaks after these bytes.
    public void uploadsAndIsCutOff(String name, String content) {
        opens("/sources/order/" + name);
        volume.put(ORDERS + name, content);
        isCutOff("/sources/order/" + name, content.length());
    }

    /// The paths of all claimed files, without the notes beside them.
    public List<String> claimedFiles() {
        return volume.files("/processing").stream()
                .filter(path -> !VolumePaths.CLAIM_NOTES.contains(path.substring(path.lastIndexOf('/') + 1)))
                .toList();
    }

    public List<UploadClaimed> claims() {
        return events.of(UploadClaimed.class);
    }

    /// The newest measurement.
    public UsageMeasured usage() {
        return events.of(UsageMeasured.class).getLast();
    }

    /// The newest event about a folder.
    public Optional<DirectoryObserved> observed(String folder) {
        return events.of(DirectoryObserved.class).stream()
                .filter(event -> event.folder().equals(folder))
                .reduce((older, newer) -> newer);
    }

    /// The newest reason published for a file.
    public String reason(String path) {
        return observed(path.substring(0, path.indexOf('/', "/sources/".length()))).stream()
                .flatMap(event -> event.files().stream())
                .filter(file -> file.path().equals(path))
                .map(DirectoryObserved.SeenFile::reason)
                .findFirst()
                .orElse("not listed");
    }

    /// The limit that a claimed file broke, if it broke one.
    public Optional<LimitExceeded> exceeded(String fileName) {
        return claims().stream()
                .filter(claim -> claim.job().fileName().equals(fileName))
                .findFirst()
                .map(UploadClaimed::exceeded)
                .orElseThrow(() -> new AssertionError(fileName + " was not claimed"));
    }

    /// The accounts that may only read, as the SFTP server finds them.
    public ReadOnlyAccounts readOnly() {
        try {
            return ReadOnlyAccounts.parse(volume().text(VolumePaths.READ_ONLY));
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
