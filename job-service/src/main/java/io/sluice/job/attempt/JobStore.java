package io.sluice.job.attempt;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads recorded jobs from PostgreSQL.
@ApplicationScoped
@WithSession
class JobStore implements Jobs, PanacheRepositoryBase<JobEntity, String> {

    @Override
    public Uni<Optional<Job>> latest(AccountId account, SourceType source, DataDate date) {
        return find(
                        "account = ?1 and sourceType = ?2 and dataDate = ?3 order by jobId desc",
                        account.value(),
                        source.value(),
                        date.value())
                .firstResult()
                .map(found -> Optional.ofNullable(found).map(JobEntity::toJob));
    }

    @Override
    public Uni<Optional<Job>> byId(AccountId account, JobId job) {
        return find("account = ?1 and jobId = ?2", account.value(), job.value())
                .firstResult()
                .map(found -> Optional.ofNullable(found).map(JobEntity::toJob));
    }

    @Override
    public Uni<List<Job>> history(HistoryQuery query, int limit) {
        var where = new StringBuilder("account = :account and sourceType = :source");
        var values = new HashMap<String, Object>(Map.of(
                "account", query.account().value(), "source", query.source().value()));
        query.from().ifPresent(from -> {
            where.append(" and dataDate >= :from");
            values.put("from", from.value());
        });
        query.to().ifPresent(to -> {
            where.append(" and dataDate <= :to");
            values.put("to", to.value());
        });
        query.status().ifPresent(status -> {
            where.append(" and state = :state");
            values.put("state", status.word());
        });
        query.before().ifPresent(before -> {
            where.append(" and jobId < :before");
            values.put("before", before.value());
        });
        return find(where.append(" order by jobId desc").toString(), values)
                .page(0, limit)
                .list()
                .map(found -> found.stream().map(JobEntity::toJob).toList());
    }
}
