package io.sluice.agent.user;

import io.sluice.agent.PodPaths;
import io.sluice.agent.folder.AccountFolders;
import io.sluice.agent.session.EndSessions;
import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Applies the account list to the server: first folders, then log-ins, then the end of sessions that are no
/// longer allowed. Sessions of accounts that stay active continue. For one thread.
public final class SyncAccounts {
    private static final System.Logger LOG = System.getLogger(SyncAccounts.class.getName());

    private final UserIds ids;
    private final AccountFolders folders;
    private final UserFiles logins;
    private final EndSessions sessions;
    private final Set<String> taken;
    private final Map<AccountId, SftpAccount> prepared = new HashMap<>();

    public SyncAccounts(PodPaths paths, UserIds ids, AccountFolders folders, EndSessions sessions) throws IOException {
        this.ids = ids;
        this.folders = folders;
        this.logins = new UserFiles(paths);
        this.sessions = sessions;
        this.taken = systemUsers(paths);
    }

    private static Set<String> systemUsers(PodPaths paths) throws IOException {
        try (var lines = Files.lines(paths.systemUsers())) {
            return lines.map(line -> line.split(":", 2)[0]).collect(Collectors.toUnmodifiableSet());
        }
    }

    /// Makes the folders and files that belong to no account.
    public void begin() throws IOException {
        folders.prepareVolume();
        logins.begin(ids);
    }

    /// Applies the whole list.
    public void apply(List<SftpAccount> accounts) throws IOException {
        var served = accounts.stream().filter(this::hasFreeName).toList();
        ids.give(served.stream().map(SftpAccount::accountId).toList());
        var active = served.stream().filter(SftpAccount::isActive).toList();
        var known = active.stream()
                .filter(account -> prepared.containsKey(account.accountId()))
                .toList();
        if (!known.isEmpty() && known.size() < active.size()) {
            // Making many folders takes time. Accounts that have theirs, and suspensions, do not wait for it.
            admit(known);
        }
        for (var account : active) {
            if (!account.equals(prepared.get(account.accountId()))) {
                folders.prepare(account, ids.of(account.accountId()));
                prepared.put(account.accountId(), account);
            }
        }
        admit(active);
        prepared.keySet().retainAll(active.stream().map(SftpAccount::accountId).collect(Collectors.toSet()));
    }

    private void admit(List<SftpAccount> active) throws IOException {
        logins.admit(active, ids);
        var users = active.stream().map(account -> ids.of(account.accountId())).collect(Collectors.toSet());
        sessions.allow(users::contains);
    }

    private boolean hasFreeName(SftpAccount account) {
        var free = !taken.contains(account.accountId().value());
        if (!free) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "account cannot log in, because its id is the name of a system user; give it another id: accountId={0}",
                    account.accountId());
        }
        return free;
    }
}
