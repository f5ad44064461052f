package io.sluice.validator.job;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.CountNote;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;

/// How many attempts to check a file began and did not end. A file that kills each process that reads it is
/// known by this number: it lies beside the file, so every process that gets the claim later finds it.
///
/// The note is not forced to the disk. It is written by the SFTP server, so the death of a validator does not
/// touch it. Where the volume refuses the note (it is full, say) the check goes on without it. Thread-safe.
public final class BegunAttempts {
    private static final Log LOG = Log.of(BegunAttempts.class);

    private final Volume volume;

    public BegunAttempts(Volume volume) {
        this.volume = volume;
    }

    /// The number before the next attempt.
    int of(UploadJob job) {
        return job.begun().orElseGet(() -> {
            var noted = CountNote.read(volume, path(job.ref()));
            job.setBegun(noted);
            return noted;
        });
    }

    /// Counts an attempt; to be called right before the file is read.
    void begin(UploadJob job) {
        var attempts = of(job) + 1;
        note(job, attempts);
        job.setBegun(attempts);
        job.setReading(true);
    }

    /// To be called when an attempt ended in a way that is not the file's fault: it does not count any more.
    /// This process knows that even if the volume cannot note it now.
    void survived(UploadJob job) {
        if (!job.isReading()) {
            return;
        }
        job.setReading(false);
        job.setBegun(of(job) - 1);
        // The stop of the service interrupts the thread, which would end the request, too.
        var interrupted = Thread.interrupted();
        try {
            note(job, of(job));
        } catch (VolumeUnavailableException unavailable) {
            LOG.debug("the number of attempts cannot be noted", job(job.ref()), cause(unavailable));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void note(UploadJob job, int attempts) {
        try {
            CountNote.write(volume, path(job.ref()), attempts);
        } catch (VolumeRefusedException | VolumePathMissingException refused) {
            LOG.debug(
                    "the number of attempts cannot be noted",
                    job(job.ref()),
                    field("attempts", attempts),
                    cause(refused));
        }
    }

    private static String path(JobRef job) {
        return VolumePaths.processing(job.accountId(), job.jobId()) + "/" + VolumePaths.ATTEMPTS;
    }
}
