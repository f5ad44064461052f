package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.log.Log;
import io.sluice.volume.CountNote;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The folder of one claim: the file, and notes beside it.
///
/// | note | meaning |
/// |---|---|
/// | [VolumePaths#CLAIM] | what is published about the claim; written before the file arrives |
/// | [VolumePaths#GIVE_BACK] | the SFTP agent shall give the file back to its tenant ([Seals]) |
/// | [VolumePaths#ANNOUNCED] | how often the claim was announced again ([EndClaim]) |
public final class ClaimFolder {
    private static final Log LOG = Log.of(ClaimFolder.class);
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private ClaimFolder() {}

    static void note(Volume volume, Claim claim) {
        volume.write(
                noteIn(claim.folder()),
                new ByteArrayInputStream(json(claim.event()).getBytes(StandardCharsets.UTF_8)));
    }

    /// What is published about the claim in the folder; empty when there is no note or it is unreadable.
    static Optional<UploadClaimed> event(Volume volume, String folder) {
        try {
            var json = volume.read(noteIn(folder), file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return Optional.of(JSON.readValue(json, UploadClaimed.class));
        } catch (VolumePathMissingException withoutNote) {
            return Optional.empty();
        } catch (JsonProcessingException unreadable) {
            LOG.warn(
                    "the note of a claim is unreadable, the claim is made anew from its file",
                    field("path", noteIn(folder)),
                    field("cause", unreadable.getOriginalMessage()));
            return Optional.empty();
        }
    }

    /// How often the claim was announced again.
    static int announcements(Volume volume, String folder) {
        return CountNote.read(volume, folder + "/" + VolumePaths.ANNOUNCED);
    }

    static void noteAnnouncements(Volume volume, String folder, int count) {
        CountNote.write(volume, folder + "/" + VolumePaths.ANNOUNCED, count);
    }

    /// Whether the claim was ever announced again, so whether its outcome may have been replaced.
    public static boolean wasAnnouncedAgain(Volume volume, JobRef job) {
        return volume.stat(VolumePaths.processing(job.accountId(), job.jobId()) + "/" + VolumePaths.ANNOUNCED)
                .isPresent();
    }

    /// Removes the folder of a claim after its file has left.
    ///
    /// @throws VolumeRefusedException when anything but notes lies in it; the notes stay, too
    public static void remove(Volume volume, String folder) {
        try {
            volume.rmdir(folder);
        } catch (VolumeRefusedException notEmpty) {
            if (!removeNotes(volume, folder)) {
                throw notEmpty;
            }
            volume.rmdir(folder);
        }
    }

    private static boolean removeNotes(Volume volume, String folder) {
        var names = volume.list(folder).stream().map(VolumeEntry::name).toList();
        if (names.isEmpty() || !VolumePaths.CLAIM_NOTES.containsAll(names)) {
            return false;
        }
        names.forEach(name -> volume.remove(folder + "/" + name));
        return true;
    }

    private static String noteIn(String folder) {
        return folder + "/" + VolumePaths.CLAIM;
    }

    private static String json(UploadClaimed event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(
                    "the claim of job %s cannot be written"
                            .formatted(event.job().jobId()),
                    impossible);
        }
    }
}
