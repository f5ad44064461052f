package io.sluice.schema.sftpaccounts;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sluice.contracts.account.SftpAccountDocument;
import io.sluice.schema.change.AccountChanges;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the account list from PostgreSQL in one statement.
@ApplicationScoped
class SftpAccountsStore {
    private static final String ACCOUNTS = """
            select a.accountId as accountId, a.state as state, a.passwordHash as passwordHash, a.ipAllowlist as ipAllowlist,
              a.locale as locale, a.timeZone as timeZone,
              a.workspaceLimitBytes as workspaceLimit, a.dailyUploadLimitBytes as dailyLimit,
              (select array_agg(k.publicKey) within group (order by k.createdAt, k.keyId)
                from SshKeyRow k where k.accountId = a.accountId) as keys,
              (select array_agg(s.sourceType) within group (order by s.sourceType)
                from SourceRow s where s.accountId = a.accountId and not s.retired
                  and s.kind = 'days') as sourceTypes
              from AccountRow a where a.state <> 'erased' order by a.accountId
            """;

    /// A number that grows with every change of any account: versions only grow and accounts are never
    /// deleted.
    Uni<Long> revision() {
        return AccountChanges.inSession(() -> Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select coalesce(sum(version), 0) from AccountRow", Long.class)
                        .getSingleResult()));
    }

    Uni<List<SftpAccountDocument>> accounts() {
        return AccountChanges.inSession(() -> Panache.getSession()
                        .chain(session -> session.createSelectionQuery(ACCOUNTS, Tuple.class)
                                .getResultList()))
                .map(rows -> rows.stream().map(SftpAccountsStore::account).toList());
    }

    private static SftpAccountDocument account(Tuple row) {
        return new SftpAccountDocument(
                row.get("accountId", String.class),
                row.get("state", String.class),
                Optional.ofNullable(row.get("passwordHash", String.class)),
                list(row, "keys"),
                list(row, "ipAllowlist"),
                list(row, "sourceTypes"),
                Optional.of(new SftpAccountDocument.Terms(
                        row.get("locale", String.class),
                        row.get("timeZone", String.class),
                        row.get("workspaceLimit", Long.class),
                        row.get("dailyLimit", Long.class))));
    }

    /// An array without an element is null.
    private static List<String> list(Tuple row, String column) {
        String @Nullable [] array = row.get(column, String[].class);
        return array == null ? List.of() : List.of(array);
    }
}
