package io.sluice.archive.replay;

import io.sluice.archive.Content;
import io.sluice.archive.FakeObjects;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.ReleaseRecord;
import io.sluice.volume.release.ReleaseRecords;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A volume, an archive and the replay under test.
final class ReplayScene {
    static final AccountId ACME = new AccountId("acme");
    static final String NAME = "20200125_order.csv";
    static final String FILE = "id\n1\n";
    static final String REFUSED = "/accounts/acme/invalid/order/" + NAME;
    static final JobRef JOB = job(Archived.job(1));

    final Steps steps = new Steps();
    final FakeTime time = new FakeTime();
    final FakeVolume volume = new FakeVolume(time, steps);
    final FakeObjects objects = new FakeObjects(time, steps);
    final List<UploadClaimed> announced = new ArrayList<>();
    Optional<JobId> lastReleased = Optional.empty();
    boolean brokerIsAvailable = true;
    private long lastId;
    final ReplayUpload replay =
            new ReplayUpload(volume, objects, job -> lastReleased, this::nextId, this::announce, time::instant, time);

    ReplayScene() {
        volume.putFolders("/released");
        volume.putFolders("/processing");
    }

    static ReplayRequest request() {
        return new ReplayRequest(JOB, false, Optional.empty(), Optional.empty());
    }

    static ReplayRequest request(String key) {
        return new ReplayRequest(JOB, false, Optional.empty(), Optional.of(key));
    }

    static JobRef job(String id) {
        return new JobRef(
                new JobId(id),
                ACME,
                new SourceType("order"),
                DataDate.of("20200125").orElseThrow(),
                NAME);
    }

    static String claimed(UploadClaimed claim) {
        return "/processing/acme/" + claim.job().jobId() + "/" + NAME;
    }

    UploadClaimed replay(ReplayRequest request) {
        return ((ReplayResult.Claimed) replay.replay(request)).claim();
    }

    /// As a release leaves it.
    void refused(JobRef job, String path, String content) {
        released(job, path, content, Optional.of(Archived.content(content)));
    }

    void released(JobRef job, String path, String content, Optional<Content> judged) {
        volume.putFolders("/accounts/acme/invalid/order");
        volume.put(path, content);
        var place = RecordPlace.of(ACME, job.jobId(), time.instant());
        var records = new ReleaseRecords(volume);
        records.plan(
                place,
                new ReleaseRecord(
                        job,
                        path.substring("/accounts/acme".length()),
                        Optional.empty(),
                        content.length(),
                        judged.map(Content::sha256),
                        Outcome.FAILED,
                        time.instant()));
        records.confirm(place);
    }

    void claimed(JobRef job) {
        volume.putFolders("/processing/acme/" + job.jobId());
        volume.put("/processing/acme/" + job.jobId() + "/" + NAME, FILE);
    }

    List<String> uploads() {
        return volume.files("/processing").stream()
                .filter(file -> file.endsWith(NAME))
                .toList();
    }

    private JobId nextId() {
        lastId = Math.max(time.millis(), lastId + 1);
        return JobId.at(lastId);
    }

    private Uni<Void> announce(UploadClaimed claim) {
        if (!brokerIsAvailable) {
            return Uni.createFrom().failure(new IllegalStateException("the broker is unavailable"));
        }
        steps.around(() -> announced.add(claim));
        return Uni.createFrom().voidItem();
    }
}
