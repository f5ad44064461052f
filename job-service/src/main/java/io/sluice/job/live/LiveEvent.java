package io.sluice.job.live;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.job.history.JobDocument;

/// A change of a job, for the live stream.
public record LiveEvent(AccountId account, JobId job, Change change, JobDocument document) {

    /// Its word is the event's name in the stream.
    public enum Change {
        CLAIMED("claimed"),
        PROGRESS("progress"),
        FINISHED("finished");

        private final String word;

        Change(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
