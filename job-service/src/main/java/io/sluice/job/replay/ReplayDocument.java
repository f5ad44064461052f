package io.sluice.job.replay;

import java.util.Optional;

/// The body of a request for a replay.
///
/// @param force true when the new job may replace a later attempt of the same day
record ReplayDocument(Optional<Boolean> force) {}
