package io.sluice.watcher.ledger;

/// A file or a folder, with all that lies in it, got another path.
record Renaming(String from, String to) {
    /// The longest path that a request to the server can name.
    private static final int LONGEST_PATH = 4_096;

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
