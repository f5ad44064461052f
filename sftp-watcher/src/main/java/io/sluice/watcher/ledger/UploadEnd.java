package io.sluice.watcher.ledger;

import java.time.Instant;

/// When the last handle of a path was closed, and what its account had uploaded until then.
///
/// @param at by the SFTP server's clock
/// @param total the account's traffic with this upload, for [Ledger#uploadedBetween]
public record UploadEnd(Instant at, long total) {}
