package io.sluice.watcher.ledger;

import java.time.Instant;

/// The end of an upload: when its last handle was closed, and what its account had uploaded until then.
///
/// @param at by the SFTP server's clock
/// @param total the account's traffic including this upload, for [Ledger#uploadedBetween]
public record UploadEnd(Instant at, long total) {}
