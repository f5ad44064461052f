package io.sluice.job.folder;

import io.sluice.contracts.account.SourceType;
import java.util.Optional;
import java.util.regex.Pattern;

/// The sources that a path below `/sources/` refers to.
///
/// @param folderType the source whose folder or sub-folder holds the file
/// @param namedType the source in the file's name
record SourcePath(String fileName, Optional<SourceType> folderType, Optional<SourceType> namedType) {
    private static final Pattern NAMED = Pattern.compile("[0-9]{8}_(?<type>[a-z][a-z0-9_]*)\\..*", Pattern.DOTALL);

    static SourcePath of(String path) {
        var segments = path.split("/", 4);
        var folder = segments.length == 4 && segments[1].equals("sources") ? segments[2] : "";
        var name = path.substring(path.lastIndexOf('/') + 1);
        var named = NAMED.matcher(name);
        return new SourcePath(
                name, SourceType.of(folder), named.matches() ? SourceType.of(named.group("type")) : Optional.empty());
    }
}
