package io.sluice.validator.claim;

import io.sluice.events.delivery.Delivery;
import io.sluice.validator.job.UploadJob;

/// A claimed file and the record that delivered its claim.
record ClaimedWork(UploadJob job, Delivery delivery) {}
