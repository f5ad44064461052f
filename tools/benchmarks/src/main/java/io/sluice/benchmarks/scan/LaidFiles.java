package io.sluice.benchmarks.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Old files in the accounts' folders: accepted, refused and ignored ones.
///
/// They are hard links to one file, so that millions fit into memory. In a listing they look like separate
/// files.
final class LaidFiles {
    private static final int FOLDERS = 3 * MadeUpAccounts.SOURCES.size();

    private final Path volume;
    private final List<Integer> perFolder = new ArrayList<>();

    LaidFiles(Path volume) {
        this.volume = volume;
    }

    /// Whether the file system has room for so many files, and for some more.
    boolean fit(int accounts, int files) throws IOException, InterruptedException {
        var command = new ProcessBuilder("stat", "-f", "-c", "%d", volume.toString()).start();
        var said = new String(command.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (command.waitFor() != 0) {
            throw new IllegalStateException("stat -f does not say how many files fit on " + volume);
        }
        var more = (long) accounts * FOLDERS * files - laid() * FOLDERS;
        return more < Long.parseLong(said) * 9 / 10;
    }

    private long laid() {
        return perFolder.stream().mapToLong(Integer::longValue).sum();
    }

    /// Puts this number of files into each folder of this number of accounts.
    void lay(int accounts, int files) throws IOException {
        var one = volume.resolve(".laid");
        if (!Files.exists(one)) {
            Files.writeString(one, "id,name\n1,Ann\n");
        }
        for (int account = 0; account < accounts; account++) {
            if (account == perFolder.size()) {
                perFolder.add(0);
            }
            for (int file = perFolder.get(account); file < files; file++) {
                for (var link : links(account, file)) {
                    Files.createLink(link, one);
                }
            }
            for (int file = files; file < perFolder.get(account); file++) {
                for (var link : links(account, file)) {
                    Files.delete(link);
                }
            }
            perFolder.set(account, files);
        }
    }

    private List<Path> links(int account, int file) {
        var root = volume.resolve("accounts").resolve(MadeUpAccounts.id(account));
        var links = new ArrayList<Path>();
        for (var source : MadeUpAccounts.SOURCES) {
            var done = "%d_%s.csv".formatted(20_000_101 + file, source);
            links.add(root.resolve("sources").resolve(source).resolve("notes-%d.txt".formatted(file)));
            links.add(root.resolve("processed").resolve(source).resolve(done));
            links.add(root.resolve("invalid").resolve(source).resolve(done));
        }
        return links;
    }
}
