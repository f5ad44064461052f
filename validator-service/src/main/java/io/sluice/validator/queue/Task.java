package io.sluice.validator.queue;

/// One piece of work and where it belongs.
///
/// @param account whose work it is; accounts take turns
/// @param lane tasks of one lane are done one after the other, in the order in which they were added
public record Task<T>(String account, String lane, Bulk bulk, T work) {}
