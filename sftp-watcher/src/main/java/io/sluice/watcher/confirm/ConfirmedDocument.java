package io.sluice.watcher.confirm;

/// The answer to a confirmation.
///
/// @param size of the confirmed file; another size or mtime needs another confirmation
record ConfirmedDocument(String path, long size) {}
