package io.sluice.watcher.release;

import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// The folder that a file is released to, `processed/` or `invalid/`, and its name there.
///
/// The name is the file's own; with the job id before the extension when that name, or the name of its
/// report, is taken.
final class FinalFolder {
    private static final String REPORT = ".errors.csv";

    private final Volume volume;
    private final UploadValidated validated;
    private final JobRef job;
    private final String path;

    FinalFolder(Volume volume, UploadValidated validated) {
        this.volume = volume;
        this.validated = validated;
        this.job = validated.job();
        this.path = validated.outcome() == Outcome.SUCCESS
                ? VolumePaths.processed(job.accountId(), job.sourceType())
                : VolumePaths.invalid(job.accountId(), job.sourceType());
    }

    String path() {
        return path;
    }

    String asSeenByAccount(String name) {
        return path.substring(VolumePaths.account(job.accountId()).length()) + "/" + name;
    }

    String reportAsSeenByAccount(String name) {
        return asSeenByAccount(name + REPORT);
    }

    /// A name that no other file has.
    String freeName(Optional<byte[]> report) {
        var own = path + "/" + job.fileName();
        return volume.stat(own).isPresent() || isTaken(own + REPORT, report) ? nameWithJob() : job.fileName();
    }

    /// A report with the same bytes is not in the way: a previous run wrote it and stopped before it moved
    /// the file.
    private boolean isTaken(String reportPath, Optional<byte[]> report) {
        var present = volume.stat(reportPath);
        if (present.isEmpty()) {
            return false;
        }
        if (report.isEmpty() || present.get().size() != report.get().length) {
            return true;
        }
        return !volume.read(reportPath, content -> contains(content, report.get()));
    }

    private static boolean contains(InputStream content, byte[] expected) throws IOException {
        return Arrays.equals(content.readNBytes(expected.length + 1), expected);
    }

    void writeReport(String name, byte[] content) {
        var temporary = "%s/.%s.part".formatted(path, job.jobId());
        volume.write(temporary, new ByteArrayInputStream(content));
        volume.rename(temporary, path + "/" + name + REPORT);
    }

    /// The name under which a previous run moved the file.
    Optional<String> nameOfMoved() {
        if (volume.stat(path + "/" + nameWithJob()).isPresent()) {
            return Optional.of(nameWithJob());
        }
        return volume.stat(path + "/" + job.fileName())
                .filter(present -> present.isFile() && present.size() == validated.size())
                .map(present -> job.fileName());
    }

    private String nameWithJob() {
        var dot = job.fileName().lastIndexOf('.');
        return "%s.%s%s"
                .formatted(
                        job.fileName().substring(0, dot),
                        job.jobId(),
                        job.fileName().substring(dot));
    }
}
