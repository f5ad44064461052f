package io.sluice.volume;

/// One entry of a folder.
///
/// @param name without the folder; may hold any character except `/`
public record VolumeEntry(String name, FileAttributes attributes) {}
