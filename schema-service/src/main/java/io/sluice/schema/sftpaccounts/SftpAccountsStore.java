package io.sluice.schema.sftpaccounts;

import io.sluice.contracts.account.SftpAccountDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the account list from PostgreSQL in one statement.
@ApplicationScoped
class SftpAccountsStore {
    private static final String ACCOUNTS = """
            select a.accuid, a.state, a.password_hash, a.ip_allowlist,
              array(select k.public_key from ssh_keys k where k.accuid = a.accuid order by k.created_at, k.key_id) as keys,
              array(select s.source_type from sources s
                where s.accuid = a.accuid and not s.retired order by s.source_type) as source_types
              from accounts a where a.state <> 'erased' order by a.accuid
            """;

    private final Pool database;

    SftpAccountsStore(Pool database) {
        this.database = database;
    }

    /// A number that grows with every change of any account: versions only grow and accounts are never
    /// deleted.
    Uni<Long> revision() {
        return database.query("select coalesce(sum(version), 0)::bigint from accounts")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<List<SftpAccountDocument>> accounts() {
        return database.preparedQuery(ACCOUNTS).execute().map(rows -> {
            var accounts = new ArrayList<SftpAccountDocument>();
            rows.forEach(row -> accounts.add(account(row)));
            return accounts;
        });
    }

    private static SftpAccountDocument account(Row row) {
        return new SftpAccountDocument(
                row.getString("accuid"),
                row.getString("state"),
                Optional.ofNullable(row.getString("password_hash")),
                List.of(row.getArrayOfStrings("keys")),
                List.of(row.getArrayOfStrings("ip_allowlist")),
                List.of(row.getArrayOfStrings("source_types")));
    }
}
