package io.sluice.archive;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.ReleaseRecord;
import io.sluice.volume.release.ReleaseRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Released files of the account `acme`, three clocks, and watchers that archive; a new watcher is a new
/// process.
final class ArchiveWorld {
    static final AccountId ACME = new AccountId("acme");
    static final Duration KEEP = Duration.ofDays(7);
    static final String PROCESSED = "/accounts/acme/processed/order/";
    static final String INVALID = "/accounts/acme/invalid/order/";

    final Steps steps = new Steps();
    final FakeTime watcherTime = new FakeTime();
    final FakeTime serverTime = new FakeTime();
    final FakeTime storeTime = new FakeTime();
    final FakeVolume volume = new FakeVolume(serverTime, steps);
    final FakeObjects objects = new FakeObjects(storeTime, steps);
    final FakeWorkspaces workspaces = new FakeWorkspaces();
    final ArchiveTotals totals = new ArchiveTotals();

    ArchiveWorld() {
        volume.putFolders("/released");
        volume.putFolders("/accounts/acme/processed/order");
        volume.putFolders("/accounts/acme/invalid/order");
    }

    void pass(Duration time) {
        List.of(watcherTime, serverTime, storeTime).forEach(clock -> clock.pass(time));
    }

    static String job(int number) {
        return "0193f0000000700080000000%08d".formatted(number);
    }

    /// A job's accepted file as a release leaves it.
    RecordPlace accepted(int job, String name, String content) {
        var place = planned(job, name, PROCESSED + name, Optional.empty(), content);
        volume.put(PROCESSED + name, content);
        new ReleaseRecords(volume).confirm(place);
        return place;
    }

    /// A job's refused file as a release leaves it.
    RecordPlace refused(int job, String name, String content, String report) {
        var path = INVALID + name;
        var place = planned(job, name, path, Optional.of(path + ".errors.csv"), content);
        volume.put(path, content);
        volume.put(path + ".errors.csv", report);
        new ReleaseRecords(volume).confirm(place);
        return place;
    }

    /// Writes the release record of a file that has not moved yet.
    RecordPlace planned(int job, String name, String path, Optional<String> report, String content) {
        var ref = new JobRef(
                new JobId(job(job)),
                ACME,
                new SourceType("order"),
                DataDate.of(name.substring(0, 8)).orElseThrow(),
                name.substring(0, 14) + name.substring(name.lastIndexOf('.')));
        var place = RecordPlace.of(ACME, ref.jobId(), watcherTime.instant());
        new ReleaseRecords(volume)
                .plan(
                        place,
                        new ReleaseRecord(
                                ref,
                                asSeenByAccount(path),
                                report.map(ArchiveWorld::asSeenByAccount),
                                content.length(),
                                Optional.of(content(content).sha256()),
                                report.isPresent() ? Outcome.FAILED : Outcome.SUCCESS,
                                watcherTime.instant()));
        return place;
    }

    static Content content(String text) {
        try {
            return Content.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), () -> false);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String asSeenByAccount(String path) {
        return path.substring("/accounts/acme".length());
    }

    /// A watcher without memory of previous ones, like a new process.
    ArchiveUploads watcher() {
        var records = new ReleaseRecords(volume);
        return new ArchiveUploads(
                records,
                new ArchiveFile(volume, records, new StoreInArchive(volume, objects, () -> false), objects),
                new SlowestClock(
                        watcherTime::elapsed,
                        List.of(
                                new NamedClock("watcher", watcherTime::instant),
                                new NamedClock("object store", objects::now),
                                new NamedClock("SFTP server", new ServerClock(volume)))),
                new CrowdedAccounts(() -> List.of(TestAccount.of("acme").facts()), workspaces),
                KEEP,
                watcherTime::elapsed,
                () -> false,
                totals);
    }

    List<String> files() {
        return volume.files("/").stream()
                .filter(file -> !file.equals("/released/clock"))
                .toList();
    }
}
