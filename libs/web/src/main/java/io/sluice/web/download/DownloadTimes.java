package io.sluice.web.download;

import java.time.Duration;

/// How long a client may take.
///
/// @param idle between two reads
/// @param total for the whole download
public record DownloadTimes(Duration idle, Duration total) {}
