package io.sluice.watcher.folder;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.util.ArrayList;
import java.util.function.BiConsumer;

/// Visits the files of a folder and of its sub-folders one after another, with a limit on the depth and on
/// the number of folders.
public final class FolderWalk {
    private static final Log LOG = Log.of(FolderWalk.class);
    private static final int DEEPEST = 5;
    private static final int MOST_FOLDERS = 200;

    private final Volume volume;
    private final String root;
    private final BiConsumer<String, FileAttributes> visitor;
    private int folders;

    private FolderWalk(Volume volume, String root, BiConsumer<String, FileAttributes> visitor) {
        this.volume = volume;
        this.root = root;
        this.visitor = visitor;
    }

    /// Visits all files. Leaves out a sub-folder that is removed during the walk, or that the service user
    /// may not list.
    ///
    /// @param visitor receives each file's path below the folder; must not use the volume
    /// @return whether there are sub-folders; the mtime of the folder does not show their changes
    public static boolean show(Volume volume, String folder, BiConsumer<String, FileAttributes> visitor) {
        var walk = new FolderWalk(volume, folder, visitor);
        walk.at("", 1);
        return walk.folders > 0;
    }

    /// @param below the root; empty for the root itself
    private void at(String below, int depth) {
        var deeper = new ArrayList<String>();
        volume.visit(below.isEmpty() ? root : root + "/" + below, entry -> {
            var path = below.isEmpty() ? entry.name() : below + "/" + entry.name();
            if (!entry.attributes().isFolder()) {
                visitor.accept(path, entry.attributes());
            } else if (depth < DEEPEST && folders < MOST_FOLDERS) {
                folders++;
                deeper.add(path);
            } else {
                LOG.debug(
                        "a sub-folder is too deep or one too many, its files are not listed",
                        field("path", root + "/" + path));
            }
        });
        deeper.forEach(path -> atSubFolder(path, depth + 1));
    }

    private void atSubFolder(String path, int depth) {
        try {
            at(path, depth);
        } catch (VolumePathMissingException | VolumeRefusedException leftOut) {
            LOG.debug("the files of a sub-folder are not listed", cause(leftOut));
        }
    }
}
