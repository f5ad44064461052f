package io.sluice.validator.job;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.ValidationRun;
import io.sluice.engine.key.KeyMemory;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Reads a claimed file once, in constant memory: each buffer is hashed and checked, then reused.
///
/// The SHA-256 covers all bytes, so a file is read to its end even after an error ended the check.
public final class ReadUpload {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Volume volume;
    private final KeyMemory memory;

    /// @param memory for the unique values of one file
    public ReadUpload(Volume volume, KeyMemory memory) {
        this.volume = volume;
        this.memory = memory;
    }

    /// Reads the job's file and checks it against the plan. Without a plan the file is only hashed.
    ///
    /// @throws io.sluice.volume.VolumeException if the volume is unavailable or refuses the request
    /// @throws io.sluice.engine.key.SpillException if there is no room on the disk for unique values
    ReadResult read(UploadJob job, Optional<ValidationPlan> plan, ProgressMeter progress) {
        var path = VolumePaths.claimed(job.ref());
        var before = volume.stat(path);
        if (before.isEmpty()) {
            return missing();
        }
        if (!before.get().looksLike(job.expected())) {
            return new ReadResult.Changed(before.get());
        }
        try {
            var pass = volume.read(path, content -> pass(content, plan, progress));
            return compare(path, before.get(), pass);
        } catch (VolumePathMissingException missing) {
            return missing();
        }
    }

    /// While a volume is being mounted all its files are missing.
    private ReadResult.Missing missing() {
        if (volume.stat(VolumePaths.PROCESSING).isEmpty()) {
            throw new VolumeUnavailableException(
                    "the volume has no folder %s, is it mounted?".formatted(VolumePaths.PROCESSING), null);
        }
        return new ReadResult.Missing();
    }

    private ReadResult compare(String path, FileAttributes before, ReadResult.Complete pass) {
        var after = volume.stat(path);
        if (after.isEmpty()) {
            return missing();
        }
        return after.get().looksLike(before) && after.get().size() == pass.size()
                ? pass
                : new ReadResult.Changed(after.get());
    }

    private ReadResult.Complete pass(InputStream content, Optional<ValidationPlan> plan, ProgressMeter progress)
            throws IOException {
        if (plan.isEmpty()) {
            return pass(content, progress, Optional.empty());
        }
        try (var run = plan.get().newRun(memory)) {
            return pass(content, progress, Optional.of(run));
        }
    }

    private static ReadResult.Complete pass(InputStream content, ProgressMeter progress, Optional<ValidationRun> run)
            throws IOException {
        var digest = sha256();
        var buffer = new byte[BUFFER_BYTES];
        var size = 0L;
        for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
            digest.update(buffer, 0, length);
            size += length;
            if (run.isPresent() && !run.get().ended()) {
                run.get().accept(buffer, 0, length);
            }
            progress.read(run.map(ValidationRun::rows).orElse(0L), size);
        }
        return new ReadResult.Complete(
                run.map(ValidationRun::finish), size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
