package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.UploadName;
import io.sluice.volume.FileAttributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the folder and the name of a file below `/sources` mean (spec 1 section 3, spec 4 section 3).
sealed interface Placement {

    /// A file of a registered source with a valid name in the right folder.
    record Upload(UploadName.Dated name) implements Placement {}

    /// A temporary name that clients use during an upload.
    record Silent() implements Placement {}

    /// Never claimed and never deleted.
    record Ignored(String reason) implements Placement {}

    /// Judges a file by its folder and name.
    ///
    /// @param folder directly below `/sources`; empty for `/sources` itself
    /// @param path below the folder; with a `/` for a file in a sub-folder
    static Placement of(AccountFacts account, String folder, String path, FileAttributes attributes) {
        if (Stream.of(path.split("/", -1)).anyMatch(UploadName::isTemporary)) {
            return new Silent();
        }
        if (!attributes.isFile()) {
            return new Ignored("Not a regular file: links and special files are never taken");
        }
        if (folder.isEmpty()) {
            return new Ignored(
                    "A file directly in /sources is not taken, expected it in " + expectedFolder(account, path));
        }
        var source = SourceType.of(folder).flatMap(account::source);
        if (source.isEmpty()) {
            return new Ignored("%s is no registered source of account %s"
                    .formatted(UploadName.visible(folder), account.accountId()));
        }
        if (source.get().retired()) {
            return new Ignored("Source %s is retired and takes no more files".formatted(folder));
        }
        if (!source.get().takesFiles()) {
            return new Ignored("Source %s takes records of batches over HTTP and no files".formatted(folder));
        }
        if (path.indexOf('/') >= 0) {
            return new Ignored("A file in a sub-folder is not taken, expected it in /sources/%s/".formatted(folder));
        }
        return switch (UploadName.read(path, source.get().sourceType(), type -> hasFolder(account, type))) {
            case UploadName.Dated dated -> new Upload(dated);
            case UploadName.Temporary _ -> new Silent();
            case UploadName.Ignored(var _, var reason) -> new Ignored(reason);
        };
    }

    private static boolean hasFolder(AccountFacts account, SourceType type) {
        return account.source(type).filter(AccountFacts.Source::takesFiles).isPresent();
    }

    /// The folder that the name of the file asks for, or else the folders that there are.
    private static String expectedFolder(AccountFacts account, String fileName) {
        var folders = account.sources().stream()
                .filter(AccountFacts.Source::takesFiles)
                .map(source -> source.sourceType().value())
                .toList();
        return folders.stream()
                .filter(type -> fileName.matches("[0-9]{8}_" + type + "\\.(csv|tsv)"))
                .findFirst()
                .map("/sources/%s/"::formatted)
                .orElseGet(() -> folders.isEmpty()
                        ? "the folder of a source, which the account has none of"
                        : folders.stream()
                                .limit(5)
                                .map("/sources/%s/"::formatted)
                                .collect(Collectors.joining(" or ")));
    }
}
