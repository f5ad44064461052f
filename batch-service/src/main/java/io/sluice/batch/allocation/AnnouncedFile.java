package io.sluice.batch.allocation;

import io.sluice.contracts.batch.Md5;

/// The file that a client is going to send.
///
/// @param size in bytes
record AnnouncedFile(Md5 checksum, long size) {}
