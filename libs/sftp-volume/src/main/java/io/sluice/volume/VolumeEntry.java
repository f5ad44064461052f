package io.sluice.volume;

/// One thing that lies in a folder.
///
/// @param name without the folder; any characters but `/`
public record VolumeEntry(String name, FileAttributes attributes) {}
