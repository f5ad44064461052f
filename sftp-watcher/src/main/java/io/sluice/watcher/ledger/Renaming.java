package io.sluice.watcher.ledger;

/// A file or a folder, with all that lies in it, got another path.
record Renaming(String from, String to) {

    boolean moves(String path) {
        return path.equals(from) || path.startsWith(from + "/");
    }

    /// The path afterwards; the same for a file that was not moved.
    String newPathOf(String path) {
        return moves(path) ? to + path.substring(from.length()) : path;
    }
}
