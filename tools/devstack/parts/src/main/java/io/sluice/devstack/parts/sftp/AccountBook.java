package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.account.KnownAccounts;
import io.sluice.sftpserver.account.SftpAccount;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The current accounts: a fixed list in tests, kept up to date by [AccountPoller] in the devstack.
/// Thread-safe.
public final class AccountBook {

    private final List<Consumer<Collection<SftpAccount>>> readers = new CopyOnWriteArrayList<>();
    private final KnownAccounts known = new KnownAccounts();

    /// A book with these accounts.
    public static AccountBook of(SftpAccount... accounts) {
        AccountBook book = new AccountBook();
        book.replace(List.of(accounts));
        return book;
    }

    /// From now on these accounts and no others exist.
    public void replace(Collection<SftpAccount> next) {
        known.replace(next);
        readers.forEach(reader -> reader.accept(known.all()));
    }

    /// Hands the accounts to the reader now and after each change.
    void read(Consumer<Collection<SftpAccount>> reader) {
        readers.add(reader);
        reader.accept(known.all());
    }

    KnownAccounts known() {
        return known;
    }

    /// The account of that name, whatever text the client sent.
    Optional<SftpAccount> find(String user) {
        return AccountId.of(user).flatMap(known::find);
    }
}
