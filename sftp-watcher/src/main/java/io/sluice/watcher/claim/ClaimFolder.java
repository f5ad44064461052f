package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.events.log.Log;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The notes that may lie beside the file in a claim's folder:
///
/// | note | meaning |
/// |---|---|
/// | [VolumePaths#REFUSED] | the upload is refused, and why; written before the file arrives, so that a crash loses
/// nothing |
/// | [VolumePaths#GIVE_BACK] | the SFTP agent shall give the file back to its tenant ([Seals]) |
public final class ClaimFolder {
    private static final Log LOG = Log.of(ClaimFolder.class);
    private static final List<String> NOTES = List.of(VolumePaths.REFUSED, VolumePaths.GIVE_BACK);
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private ClaimFolder() {}

    static void refuse(Volume volume, String folder, LimitExceeded exceeded) {
        volume.write(refusedIn(folder), new ByteArrayInputStream(json(exceeded).getBytes(StandardCharsets.UTF_8)));
    }

    /// Why the file in the folder is refused; empty when it is to be validated.
    static Optional<LimitExceeded> refusal(Volume volume, String folder) {
        try {
            var json = volume.read(refusedIn(folder), file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return Optional.of(JSON.readValue(json, LimitExceeded.class));
        } catch (VolumePathMissingException toBeRead) {
            return Optional.empty();
        } catch (JsonProcessingException unreadable) {
            LOG.warn(
                    "the note of a refusal is unreadable, the upload is validated",
                    field("path", refusedIn(folder)),
                    field("cause", unreadable.getOriginalMessage()));
            return Optional.empty();
        }
    }

    /// Removes the folder of a claim after its file has left.
    ///
    /// @throws VolumeRefusedException when anything but notes lies in it
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
        var removed = false;
        for (var name : NOTES) {
            var note = folder + "/" + name;
            if (volume.stat(note).isPresent()) {
                volume.remove(note);
                removed = true;
            }
        }
        return removed;
    }

    /// Whether the name is that of a note, not of an upload.
    static boolean isNote(String name) {
        return NOTES.contains(name);
    }

    private static String refusedIn(String folder) {
        return folder + "/" + VolumePaths.REFUSED;
    }

    private static String json(LimitExceeded exceeded) {
        try {
            return JSON.writeValueAsString(exceeded);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("two numbers can always be written", impossible);
        }
    }
}
