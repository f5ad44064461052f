package io.sluice.validator.job;

import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Numbers of attempts in memory.
public final class FakeAttemptNotes implements AttemptNotes {
    private final Map<JobId, Integer> numbers = new ConcurrentHashMap<>();

    @Override
    public int find(JobRef job) {
        return numbers.getOrDefault(job.jobId(), 0);
    }

    @Override
    public void put(JobRef job, int attempts) {
        numbers.put(job.jobId(), attempts);
    }

    @Override
    public void remove(JobRef job) {
        numbers.remove(job.jobId());
    }
}
