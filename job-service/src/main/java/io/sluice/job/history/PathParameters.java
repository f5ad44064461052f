package io.sluice.job.history;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.JobId;
import io.sluice.events.account.AccountView;
import io.sluice.job.history.LatestJob.Doubt;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the account, source and job that a request's path names. An unknown one is a 404.
@ApplicationScoped
public class PathParameters {
    private final AccountView accounts;
    private final Jobs jobs;
    private final BatchJobs batches;
    private final FindLatestJob latest;
    private final BatchNews batchNews;

    PathParameters(AccountView accounts, Jobs jobs, BatchJobs batches, FindLatestJob latest, BatchNews batchNews) {
        this.batchNews = batchNews;
        this.accounts = accounts;
        this.jobs = jobs;
        this.batches = batches;
        this.latest = latest;
    }

    public AccountFacts account(AccountId account) {
        return accounts.find(account).orElseThrow(() -> Problems.noAccount(account));
    }

    /// The source, retired ones included.
    Source source(AccountFacts account, SourceType source) {
        return account.source(source)
                .orElseThrow(() -> Problems.notFound("Account %s has no source %s; its sources: %s."
                        .formatted(account.accountId(), source, sourcesOf(account))));
    }

    /// The job of a file or of a batch.
    Uni<RecordedJob> job(AccountFacts account, JobId job) {
        return jobs.byId(account.accountId(), job)
                .chain(file -> file.isPresent()
                        ? Uni.createFrom().item(file.map(RecordedJob.class::cast))
                        : batches.byId(account.accountId(), job).map(batch -> batch.map(RecordedJob.class::cast)))
                .map(found -> found.orElseThrow(() -> noJob(account.accountId(), job)));
    }

    /// The job of a file.
    ///
    /// @param refusal what a batch is answered
    public Uni<Job> fileJob(AccountFacts account, JobId job, Function<BatchJob, RuntimeException> refusal) {
        return job(account, job).map(found -> switch (found) {
            case Job file -> file;
            case BatchJob batch -> throw refusal.apply(batch);
        });
    }

    /// Who knows a job before it is recorded here has read of it in a mail, in the answer to a replay, or
    /// in the document of a batch.
    private RuntimeException noJob(AccountId account, JobId job) {
        return latest.doubt(account).equals(Optional.of(Doubt.EVENTS_LATE)) || batchNews.isLate()
                ? Problems.unavailable(
                        "Whether account %s has job %s is not known at the moment, because news of uploads arrives late. Try again in a moment."
                                .formatted(account, job),
                        SourceJobsResource.RETRY_AFTER)
                : Problems.notFound("Account %s has no job %s.".formatted(account, job));
    }

    private static String sourcesOf(AccountFacts account) {
        return account.sources().isEmpty()
                ? "none"
                : account.sources().stream()
                        .map(source -> source.sourceType().value())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
