package io.sluice.notifier.outbox;

import io.sluice.contracts.event.JobFinished;
import java.time.Instant;

/// A mail that this sender has taken out of the outbox to send it.
///
/// @param event the failed job
/// @param createdAt when the event came
/// @param attempt from 1, this one included
public record OutboxMail(JobFinished event, Instant createdAt, int attempt) {}
