package io.sluice.validator.job;

/// Whole attempts of one process: the check, and what follows a stored outcome.
record Attempts(ValidateUpload validate) {
    AttemptResult attempt(UploadJob job) {
        var checked = validate.check(job);
        return checked instanceof AttemptResult.Stored stored ? validate.conclude(job, stored) : checked;
    }

    AttemptResult unexpectedFailure(UploadJob job, Throwable failure) {
        return validate.unexpectedFailure(job, failure);
    }

    boolean isSuspectAlone() {
        return validate.isSuspectAlone();
    }
}
