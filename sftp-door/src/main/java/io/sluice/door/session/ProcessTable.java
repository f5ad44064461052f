package io.sluice.door.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// The processes of this process namespace, read from `/proc`.
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /// One process with its real user.
    record Entry(long pid, long parent, int user) {}

    /// Processes whose user is wanted; those that end meanwhile are left out.
    static List<Entry> ofUsers(IntPredicate wanted) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var folder : folders) {
                var status = status(folder);
                var user = number(status, "Uid:");
                if (user >= 0 && wanted.test((int) user)) {
                    entries.add(new Entry(
                            Long.parseLong(folder.getFileName().toString()), number(status, "PPid:"), (int) user));
                }
            }
        }
        return entries;
    }

    private static List<String> status(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("status"));
        } catch (IOException endedMeanwhile) {
            return List.of();
        }
    }

    private static long number(List<String> status, String key) {
        for (var line : status) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.substring(key.length()).strip().split("\\s+", 2)[0]);
            }
        }
        return -1;
    }
}
