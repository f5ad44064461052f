package io.sluice.archive;

import io.sluice.volume.Volume;
import io.sluice.volume.release.ReleaseRecord;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/// Copies one file of the volume to the archive and reads it back; the file stays on the volume.
///
/// The copy may be interrupted and repeated at any moment, also by several processes at once, because all of
/// them write the same bytes under the same key.
final class StoreInArchive {
    private static final int GZIP_BUFFER_BYTES = 64 * 1024;

    private final Volume volume;
    private final ArchiveObjects objects;
    private final BooleanSupplier stopped;

    StoreInArchive(Volume volume, ArchiveObjects objects, BooleanSupplier stopped) {
        this.volume = volume;
        this.objects = objects;
        this.stopped = stopped;
    }

    /// Returns once the object was read back and holds the file's bytes.
    ///
    /// @param path of the file on the volume
    /// @param expected content of the file; empty when it is not known
    /// @throws ArchiveMismatchException when the file differs from the expected content, or the object from
    /// the file
    void store(ReleaseRecord record, ArchiveKey key, String path, Optional<Content> expected) {
        var content = expected.orElseGet(() -> contentOf(path));
        if (isStored(key, content)) {
            return;
        }
        upload(record, key, path, content);
        var stored = readBack(key);
        if (!stored.equals(Optional.of(content))) {
            objects.remove(key.toString());
            throw new ArchiveMismatchException(
                    "expected %s in the archived object %s but read back %s; the object is removed, %s stays; look into the object store"
                            .formatted(
                                    content, key, stored.map(Content::toString).orElse("no gzip of the whole"), path));
        }
    }

    /// The content of a file of the volume, read now.
    Content contentOf(String path) {
        return volume.read(path, from -> Content.of(from, stopped));
    }

    /// A previous run may have been interrupted after its upload.
    private boolean isStored(ArchiveKey key, Content content) {
        return objects.find(key.toString())
                        .flatMap(ArchivedFile::of)
                        .filter(found -> found.content().equals(content))
                        .isPresent()
                && readBack(key).equals(Optional.of(content));
    }

    private void upload(ReleaseRecord record, ArchiveKey key, String path, Content expected) {
        var fileName = path.endsWith(".errors.csv")
                ? record.job().fileName() + ".errors.csv"
                : record.job().fileName();
        objects.write(key.toString(), ArchivedFile.metadata(record, fileName, expected), to -> {
            try (var gzip = new GZIPOutputStream(to, GZIP_BUFFER_BYTES)) {
                var read = volume.read(path, from -> Content.copy(from, gzip, stopped));
                if (!read.equals(expected)) {
                    throw new ArchiveMismatchException(
                            "expected %s in %s as judged, job %s, but it holds %s; it is not archived, find out who changed it"
                                    .formatted(expected, path, record.job().jobId(), read));
                }
            }
        });
    }

    /// Empty when the object is not a complete gzip stream.
    private Optional<Content> readBack(ArchiveKey key) {
        return objects.read(key.toString(), this::unpacked);
    }

    private Optional<Content> unpacked(InputStream packed) throws IOException {
        try (var plain = new GZIPInputStream(packed, GZIP_BUFFER_BYTES)) {
            return Optional.of(Content.of(plain, stopped));
        } catch (ZipException | EOFException corrupt) {
            return Optional.empty();
        }
    }
}
