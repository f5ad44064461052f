package io.sluice.validator.job;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.job;

import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;

/// How many attempts to check a file began and did not end. A file that kills each process that reads it is
/// known by this number: it lies in the object store, so every process that gets the claim later finds it.
///
/// The number ends with the job's outcome. Thread-safe.
public final class BegunAttempts {
    private static final Log LOG = Log.of(BegunAttempts.class);

    private final AttemptNotes notes;

    public BegunAttempts(AttemptNotes notes) {
        this.notes = notes;
    }

    /// The number before the next attempt.
    int of(UploadJob job) {
        return job.begun().orElseGet(() -> {
            var noted = notes.find(job.ref());
            job.setBegun(noted);
            return noted;
        });
    }

    /// Counts an attempt; to be called right before the file is read.
    void begin(UploadJob job) {
        var attempts = of(job) + 1;
        notes.put(job.ref(), attempts);
        job.setBegun(attempts);
        job.setReading(true);
    }

    /// To be called when an attempt ended in a way that is not the file's fault: it does not count any more.
    /// This process knows that even if the number cannot be noted now.
    void survived(UploadJob job) {
        if (!job.isReading()) {
            return;
        }
        job.setReading(false);
        job.setBegun(of(job) - 1);
        afterTheAttempt(job, () -> notes.put(job.ref(), of(job)));
    }

    /// To be called when the job has its outcome: nobody asks for the number again.
    void over(UploadJob job) {
        job.setReading(false);
        afterTheAttempt(job, () -> notes.remove(job.ref()));
    }

    /// The stop of the service interrupts the thread, which would end the request, too.
    private static void afterTheAttempt(UploadJob job, Runnable request) {
        var interrupted = Thread.interrupted();
        try {
            request.run();
        } catch (ObjectStoreUnavailableException unavailable) {
            LOG.debug("the number of attempts cannot be noted", job(job.ref()), cause(unavailable));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
