package io.sluice.batch.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.batch.traffic.DailyMeter.Room;
import io.sluice.contracts.api.UnreadFile;
import io.sluice.web.problem.Problems;

/// Makes the problems that several resources of this service throw.
public final class BatchProblems {
    private BatchProblems() {}

    /// The batch does not fit into its account's day: with the sentence that a file over SFTP would get.
    /// A batch that is larger than the limit gets the header `Retry-After`, too: clients expect it with 429,
    /// and the limit may have changed by then.
    public static HttpProblem dayIsFull(Room.Full full) {
        var smaller = UnreadFile.neverFits(full.exceeded(), full.bytes())
                ? ", or send the records in smaller batches on several days."
                : ".";
        return Problems.tooManyRequests(
                UnreadFile.overLimit(full.exceeded(), full.bytes()) + smaller, full.untilDayEnds());
    }
}
