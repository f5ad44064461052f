package io.sluice.batch.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.batch.traffic.DailyMeter;
import io.sluice.contracts.api.UnreadFile;
import io.sluice.web.problem.Problems;

/// Makes the problems that several resources of this service throw.
public final class BatchProblems {
    private BatchProblems() {}

    /// The batch does not fit into its account's day: with the sentence that a file over SFTP would get.
    public static HttpProblem dayIsFull(DailyMeter.Full full) {
        return Problems.tooManyRequests(UnreadFile.overLimit(full.exceeded()) + ".", full.untilDayEnds());
    }
}
