package io.sluice.threads.queue;

/// How long a task occupies its worker.
public enum TaskSize {
    /// Briefly; any worker may take it.
    SMALL,
    /// For long; only some of the workers may work on such tasks at the same time.
    BIG
}
