package io.sluice.watcher.ledger;

import java.util.List;
import java.util.NavigableMap;

/// A file or a folder, with all that lies in it, got another path.
record Renaming(String from, String to) {
    /// The longest path that a request to the server can name.
    private static final int LONGEST_PATH = 4_096;

    /// The most remembered paths or handles that move with a file or a folder. A tenant may rename a folder
    /// of 50,000 files thousands of times a second. The ledger forgets what moves with more, so each line
    /// costs little.
    static final int MOST_FOLLOWED = 100;

    /// The remembered paths that move: that of the file, or all in the folder.
    List<String> moving(NavigableMap<String, ?> remembered) {
        return remembered.containsKey(from)
                ? List.of(from)
                : List.copyOf(
                        remembered.subMap(from + "/", from + (char) ('/' + 1)).keySet());
    }

    /// Whether the new path is too long to be remembered: renames of folders make paths of any length.
    boolean losesSightOf(String path) {
        return newPathOf(path).length() > LONGEST_PATH;
    }

    boolean moves(String path) {
        return path.equals(from) || path.startsWith(from + "/");
    }

    /// The path afterwards; the same for a file that was not moved.
    String newPathOf(String path) {
        return moves(path) ? to + path.substring(from.length()) : path;
    }
}
