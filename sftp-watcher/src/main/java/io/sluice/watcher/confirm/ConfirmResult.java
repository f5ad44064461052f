package io.sluice.watcher.confirm;

/// The answer to a confirmation.
public sealed interface ConfirmResult {

    /// The file as it lies there is taken as complete.
    record Confirmed(long size) implements ConfirmResult {}

    /// No upload waits at the path.
    record NothingThere() implements ConfirmResult {}

    /// The file needs no confirmation, or a confirmation would not make it whole.
    ///
    /// @param reason a sentence
    record Refused(String reason) implements ConfirmResult {}
}
