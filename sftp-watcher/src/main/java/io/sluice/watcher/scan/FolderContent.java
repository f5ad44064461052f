package io.sluice.watcher.scan;

import io.sluice.kit.sftp.FileAttributes;
import io.sluice.kit.sftp.Volume;
import io.sluice.kit.sftp.VolumePathMissingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/// One listing of a folder with what lies in its sub-folders, to a bounded depth and number.
///
/// @param files by their path below the folder
/// @param hasFolders whether there are sub-folders, whose changes the folder's own mtime does not show
record FolderContent(Map<String, FileAttributes> files, boolean hasFolders) {
    private static final Logger LOG = Logger.getLogger(FolderContent.class);
    private static final int DEEPEST = 5;
    private static final int MOST_FOLDERS = 200;

    static FolderContent list(Volume volume, String folder) {
        var files = new LinkedHashMap<String, FileAttributes>();
        var folders = collect(volume, folder, "", 1, 0, files);
        return new FolderContent(files, folders > 0);
    }

    private static int collect(
            Volume volume, String folder, String prefix, int depth, int folders, Map<String, FileAttributes> files) {
        for (var entry :
                volume.list(folder + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1)))) {
            var path = prefix + entry.name();
            if (!entry.attributes().isFolder()) {
                files.put(path, entry.attributes());
            } else if (depth < DEEPEST && folders < MOST_FOLDERS) {
                folders = collectBelow(volume, folder, path, depth, folders + 1, files);
            } else {
                LOG.debugf("the sub-folder %s/%s is too deep or one too many, its files are not listed", folder, path);
            }
        }
        return folders;
    }

    private static int collectBelow(
            Volume volume, String folder, String path, int depth, int folders, Map<String, FileAttributes> files) {
        try {
            return collect(volume, folder, path + "/", depth + 1, folders, files);
        } catch (VolumePathMissingException removedMeanwhile) {
            LOG.debugf("a sub-folder went away while it was listed: %s", removedMeanwhile.getMessage());
            return folders;
        }
    }
}
