package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.archive.Content;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.log.Log;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// What was replayed under an idempotency key: one file on the volume for each key, for two days
/// ([io.sluice.archive.CleanArchive]).
///
/// | note | meaning |
/// |---|---|
/// | without a claim | the new job has its id; its file may be on its way, or the process died |
/// | with a claim | the replay was made; the claim is the answer to every further request |
final class ReplayNotes {
    private static final Log LOG = Log.of(ReplayNotes.class);

    private final Volume volume;
    private final ObjectMapper json = SluiceJson.mapper();

    ReplayNotes(Volume volume) {
        this.volume = volume;
    }

    /// @param replayed the job that the request named
    /// @param job the new job
    record Note(JobId replayed, JobId job, Optional<UploadClaimed> claim) {}

    /// Where the note of a key lies.
    static String path(AccountId account, String key) {
        var digest = Content.newDigest();
        digest.update((account + "\n" + key).getBytes(StandardCharsets.UTF_8));
        return "%s/%s.key".formatted(VolumePaths.REPLAYS, HexFormat.of().formatHex(digest.digest()));
    }

    Optional<Note> read(String path) {
        try {
            return Optional.of(json.readValue(volume.read(path, InputStream::readAllBytes), Note.class));
        } catch (VolumePathMissingException firstRequest) {
            return Optional.empty();
        } catch (JsonProcessingException cut) {
            // A process died while it wrote the note, so nothing was replayed.
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory can be read", impossible);
        }
    }

    /// Writes the first note of a key.
    ///
    /// @return whether the key had none
    boolean writeFirst(String path, Note note) {
        var draft = draft(path, note);
        try {
            volume.renameUnlessTaken(draft, path);
            return true;
        } catch (VolumeRefusedException refused) {
            if (volume.stat(path).isEmpty()) {
                throw refused;
            }
            volume.remove(draft);
            return false;
        }
    }

    /// Replaces the note of the same request.
    void complete(String path, Note note) {
        volume.rename(draft(path, note), path);
    }

    private String draft(String path, Note note) {
        var draft = path + "." + note.job();
        volume.write(draft, new ByteArrayInputStream(text(note)));
        return draft;
    }

    void remove(String path) {
        try {
            volume.remove(path);
        } catch (VolumePathMissingException removed) {
            LOG.debug("the note of a replay is gone", cause(removed));
        }
    }

    private byte[] text(Note note) {
        try {
            return json.writeValueAsBytes(note);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the note of job %s cannot be written".formatted(note.job()), impossible);
        }
    }
}
