package io.sluice.job.live;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.job.attempt.JobDocument;

/// What happened to a job just now.
public record LiveEvent(AccountId account, JobId job, Kind kind, JobDocument document) {

    /// The name of the event in the stream.
    public enum Kind {
        CLAIMED("claimed"),
        PROGRESS("progress"),
        FINISHED("finished");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
