package io.sluice.watcher.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.event.LimitExceeded;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What lies in a claim's folder beside the file: for an upload that is to be refused, why; for one that is
/// to go back to its tenant, the wish for it ([Seals]). The former is written before the file comes, so that
/// whoever finds the claim after a crash announces the same.
public final class ClaimFolder {
    private static final Logger LOG = Logger.getLogger(ClaimFolder.class);
    private static final List<String> NOTES = List.of(VolumePaths.REFUSED, Seals.GIVE_BACK);
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private ClaimFolder() {}

    static void refuse(Volume volume, String folder, LimitExceeded exceeded) {
        volume.write(refusedIn(folder), new ByteArrayInputStream(json(exceeded).getBytes(StandardCharsets.UTF_8)));
    }

    /// Why the file in the folder is to be refused; empty when it is to be read.
    static Optional<LimitExceeded> refusal(Volume volume, String folder) {
        try {
            var json = volume.read(refusedIn(folder), file -> new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return Optional.of(JSON.readValue(json, LimitExceeded.class));
        } catch (VolumePathMissingException toBeRead) {
            return Optional.empty();
        } catch (JsonProcessingException unreadable) {
            LOG.warnf("%s is unreadable, the upload is taken: %s", refusedIn(folder), unreadable.getOriginalMessage());
            return Optional.empty();
        }
    }

    /// Removes the folder of a claim whose file is not in it any more.
    ///
    /// @throws VolumeRefusedException when something else lies in it
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

    /// Whether a file of this name is no upload but speaks of one.
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
