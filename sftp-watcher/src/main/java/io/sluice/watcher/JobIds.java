package io.sluice.watcher;

import static io.sluice.events.log.LogFields.cause;

import io.sluice.archive.replay.NewJobIds;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/// The counter that orders all attempts of a volume: it gives jobs their ids, for claims and replays, and
/// dates what is published about the volume.
///
/// The newest number lies on the volume ([VolumePaths#NEWEST_JOB]). Each further one is greater, whatever the
/// clock says and whichever process asks. The number is the clock's milliseconds where these are greater than
/// the newest number, and the newest number plus one elsewhere. So it stays readable as a time, and a clock
/// that steps back or runs ahead changes no order. Thread-safe.
public final class JobIds implements NewJobIds {
    private static final Log LOG = Log.of(JobIds.class);

    private final Volume volume;
    private final Clock clock;
    private long last;
    private final String draft = "%s/newest-job.%s".formatted(VolumePaths.REPLAYS, UUID.randomUUID());

    public JobIds(Volume volume, Clock clock) {
        this.volume = volume;
        this.clock = clock;
    }

    @Override
    public JobId next() {
        return next(1).getFirst();
    }

    /// Ids in their order, for a batch of claims. An id that is not used leaves a gap, which does no harm.
    ///
    /// @throws IllegalStateException when the file on the volume holds no number
    public List<JobId> next(int count) {
        var first = take(count);
        return LongStream.range(first, first + count).mapToObj(JobId::at).toList();
    }

    /// A moment after all jobs so far and before all later ones.
    ///
    /// On a full volume the counter stands still there and goes on in this process alone: what is published
    /// must still say that the volume is full, while nothing can be claimed.
    public Instant moment() {
        try {
            return Instant.ofEpochMilli(take(1));
        } catch (VolumeRefusedException full) {
            LOG.debug("a moment is not counted on the volume", cause(full));
            return Instant.ofEpochMilli(takeHere());
        }
    }

    private synchronized long takeHere() {
        last = Math.max(clock.millis(), last + 1);
        return last;
    }

    /// Takes numbers from the counter; it counts them on the volume before anybody uses one.
    ///
    /// @return the first of them
    private synchronized long take(int count) {
        var first = Math.max(clock.millis(), Math.max(newest(), last) + 1);
        var next = first + count - 1;
        writeDraft(Long.toString(next).getBytes(StandardCharsets.US_ASCII));
        volume.rename(draft, VolumePaths.NEWEST_JOB);
        last = next;
        return first;
    }

    /// The draft lies where the daily cleaning of the archive removes what a killed process left.
    private void writeDraft(byte[] number) {
        try {
            volume.write(draft, new ByteArrayInputStream(number));
        } catch (VolumePathMissingException | VolumeRefusedException firstOfTheVolume) {
            // When the folder is missing OpenSSH answers "no such file", MINA "permission denied".
            LOG.debug("making the folder of the job counter's drafts", cause(firstOfTheVolume));
            volume.mkdirs(VolumePaths.REPLAYS);
            volume.write(draft, new ByteArrayInputStream(number));
        }
    }

    private long newest() {
        try {
            var text = volume.read(
                    VolumePaths.NEWEST_JOB,
                    (InputStream content) -> new String(content.readNBytes(20), StandardCharsets.US_ASCII));
            return number(text.strip());
        } catch (VolumePathMissingException firstJobOfTheVolume) {
            return 0;
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException damaged) {
            throw new IllegalStateException(
                    "expected the number of the newest job in %s but got \"%s\"; nothing is claimed until it is right. Write the milliseconds since 1970 of a moment after the latest job into it"
                            .formatted(VolumePaths.NEWEST_JOB, text),
                    damaged);
        }
    }
}
