package io.sluice.validator.claim;

import io.sluice.validator.job.UploadJob;

/// A claimed file and the record that told of it.
record ClaimedWork(UploadJob job, Delivery delivery) {}
