package io.sluice.validator.queue;

/// How long a task keeps its worker.
public enum Bulk {
    /// One of many; any worker takes it.
    SMALL,
    /// So long that only some of the workers may be busy with such tasks at a time.
    BIG
}
