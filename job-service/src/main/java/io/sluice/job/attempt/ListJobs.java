package io.sluice.job.attempt;

import io.smallrye.mutiny.Uni;

/// Answers the history of a source, page by page; jobs that arrive meanwhile do not shift the pages.
public final class ListJobs {
    private final Jobs jobs;

    public ListJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    public Uni<HistoryPage> page(HistoryQuery query, int limit) {
        return jobs.history(query, limit + 1).map(found -> HistoryPage.of(found, limit));
    }
}
