package io.sluice.threads.queue;

/// A unit of work for the queue.
///
/// @param account the owner; accounts take turns
/// @param lane tasks of one lane run one after another, in the order in which they were added
public record Task<T>(String account, String lane, TaskSize size, T work) {}
