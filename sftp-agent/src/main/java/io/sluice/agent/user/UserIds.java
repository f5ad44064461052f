package io.sluice.agent.user;

import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The user id of each account. An account gets its id once, and the id is never given again. The volume
/// keeps the ids together with the files that carry them.
///
/// The group of an account has the same number. All ids fit into the 65,536 ids of a user namespace.
/// Thread-safe.
public final class UserIds {
    private static final int FIRST = ServiceUser.ID + 1;
    private static final int LAST = 59_999;

    private final Path file;
    private final Map<AccountId, Integer> ids = new LinkedHashMap<>();
    private final Map<Integer, AccountId> accounts = new LinkedHashMap<>();
    private int next = FIRST;

    private UserIds(Path file) {
        this.file = file;
    }

    /// Whether a tenant may have this user id.
    public static boolean isTenant(int id) {
        return id >= FIRST && id <= LAST;
    }

    public static UserIds read(Path file) throws IOException {
        var userIds = new UserIds(file);
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var words = line.split(" ", 2);
                userIds.put(new AccountId(words[0]), Integer.parseInt(words[1]));
            }
        }
        return userIds;
    }

    /// Gives ids to the accounts that have none, and writes them to disk before anybody uses them.
    public synchronized void give(Collection<AccountId> wanted) throws IOException {
        var fresh = new LinkedHashMap<AccountId, Integer>();
        for (var account : wanted) {
            if (!ids.containsKey(account) && !fresh.containsKey(account)) {
                var id = next + fresh.size();
                if (id > LAST) {
                    throw new IOException("no user id is left for %s: all from %d to %d are given; add a shard"
                            .formatted(account, FIRST, LAST));
                }
                fresh.put(account, id);
            }
        }
        if (!fresh.isEmpty()) {
            var lines = new StringBuilder();
            ids.forEach((account, id) -> append(lines, account, id));
            fresh.forEach((account, id) -> append(lines, account, id));
            AtomicFile.write(file, lines.toString(), AtomicFile.PRIVATE);
            fresh.forEach(this::put);
        }
    }

    private static void append(StringBuilder lines, AccountId account, int id) {
        lines.append(account).append(' ').append(id).append('\n');
    }

    private void put(AccountId account, int id) {
        ids.put(account, id);
        accounts.put(id, account);
        next = Math.max(next, id + 1);
    }

    /// The user id of an account.
    ///
    /// @throws IllegalStateException when the account has none
    public synchronized int of(AccountId account) {
        var id = ids.get(account);
        if (id == null) {
            throw new IllegalStateException("%s was given no user id".formatted(account));
        }
        return id;
    }

    /// The user id of an account, if it has one.
    public synchronized Optional<Integer> known(AccountId account) {
        return Optional.ofNullable(ids.get(account));
    }

    /// The account with this user id.
    public synchronized Optional<AccountId> account(int id) {
        return Optional.ofNullable(accounts.get(id));
    }
}
