package io.sluice.validator.job;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import io.sluice.validator.data.DaySets;
import io.sluice.validator.memory.LargeRecords;
import io.sluice.validator.source.CompiledSource;
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

/// Reads a claimed file once, in constant memory: each buffer is hashed and checked, its valid rows are
/// written as data, then it is reused. A few files are read twice, see [FileCheck].
///
/// The SHA-256 covers all bytes, so a file is read to its end even after an error ended the check.
public final class ReadUpload {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Volume volume;
    private final KeyMemory memory;
    private final DaySets daySets;
    private final LargeRecords largeRecords;

    /// @param memory for the unique values of one file
    public ReadUpload(Volume volume, KeyMemory memory, DaySets daySets, LargeRecords largeRecords) {
        this.volume = volume;
        this.memory = memory;
        this.daySets = daySets;
        this.largeRecords = largeRecords;
    }

    /// What a pass over the bytes found.
    private record Pass(Optional<Report> report, long size, String sha256) {}

    /// Reads the job's file, checks it against the plan and writes its accepted rows as data.
    ///
    /// @throws io.sluice.volume.VolumeException if the volume is unavailable or refuses the request
    /// @throws io.sluice.engine.key.SpillException if there is no room on the disk for unique values
    /// @throws io.sluice.objects.ObjectStoreUnavailableException if the rows cannot be written now
    /// @throws io.sluice.schemas.SchemaServiceUnavailableException if the account's hash key is not to be had
    ReadResult check(UploadJob job, CompiledSource source, ValidationPlan plan, ProgressMeter progress) {
        return whileUnchanged(job, path -> {
            try (var check = new FileCheck(job.ref(), source, plan, memory, daySets)) {
                return check(path, job, check, progress);
            }
        });
    }

    /// Whether the job's file is still the one that was read.
    ///
    /// @throws io.sluice.volume.VolumeException if the volume is unavailable or refuses the request
    boolean isUnchanged(UploadJob job) {
        return volume.stat(VolumePaths.claimed(job.ref()))
                .filter(now -> now.looksLike(job.expected()))
                .isPresent();
    }

    /// Hashes the job's file.
    ///
    /// @throws io.sluice.volume.VolumeException if the volume is unavailable or refuses the request
    ReadResult hash(UploadJob job, ProgressMeter progress) {
        return whileUnchanged(job, path -> {
            var pass = volume.read(path, content -> pass(content, Optional.empty(), progress));
            return compare(path, job, pass, Optional::empty);
        });
    }

    private ReadResult check(String path, UploadJob job, FileCheck check, ProgressMeter progress) {
        var pass = volume.read(path, content -> pass(content, Optional.of(check), progress));
        if (!check.needsSecondPass()) {
            return compare(path, job, pass, check::data);
        }
        check.beginSecondPass();
        var again = volume.read(path, content -> pass(content, Optional.of(check), progress));
        return again.equals(pass) ? compare(path, job, again, check::data) : changed(path);
    }

    /// Work on the path of an unchanged file.
    private interface Reading {
        ReadResult read(String path);
    }

    private ReadResult whileUnchanged(UploadJob job, Reading reading) {
        var path = VolumePaths.claimed(job.ref());
        var before = volume.stat(path);
        if (before.isEmpty()) {
            return missing();
        }
        if (!before.get().looksLike(job.expected())) {
            return new ReadResult.Changed(before.get());
        }
        try {
            return reading.read(path);
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

    private ReadResult changed(String path) {
        return volume.stat(path).<ReadResult>map(ReadResult.Changed::new).orElseGet(this::missing);
    }

    /// The data of an accepted file.
    private interface Data {
        Optional<DataFile> make();
    }

    private ReadResult compare(String path, UploadJob job, Pass pass, Data data) {
        Optional<FileAttributes> after = volume.stat(path);
        if (after.isEmpty()) {
            return missing();
        }
        return after.get().looksLike(job.expected()) && after.get().size() == pass.size()
                ? new ReadResult.Complete(pass.report(), pass.size(), pass.sha256(), data.make())
                : new ReadResult.Changed(after.get());
    }

    private Pass pass(InputStream content, Optional<FileCheck> check, ProgressMeter progress) throws IOException {
        var digest = sha256();
        var buffer = new byte[BUFFER_BYTES];
        var size = 0L;
        try (var turn = largeRecords.turn()) {
            for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                digest.update(buffer, 0, length);
                size += length;
                if (check.isPresent()) {
                    check.get().accept(buffer, length);
                    turn.goOn(check.get().recordBytes());
                }
                progress.read(check.map(FileCheck::rows).orElse(0L), size);
            }
            return new Pass(check.map(FileCheck::finish), size, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
