package io.sluice.devstack.parts.sftp;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The accounts as last told, for whoever asks: a fixed list in tests, fed by [AccountPoller] in the devstack.
/// Thread-safe.
public final class AccountBook {

    private final List<Consumer<Collection<SftpAccount>>> readers = new CopyOnWriteArrayList<>();
    private volatile Map<String, SftpAccount> accounts = Map.of();

    /// A book with these accounts.
    public static AccountBook of(SftpAccount... accounts) {
        AccountBook book = new AccountBook();
        book.replace(List.of(accounts));
        return book;
    }

    /// From now on these accounts and no others exist.
    public void replace(Collection<SftpAccount> next) {
        accounts = next.stream().collect(Collectors.toUnmodifiableMap(SftpAccount::accuid, Function.identity()));
        readers.forEach(reader -> reader.accept(accounts.values()));
    }

    /// Tells the reader the accounts now and after every change.
    void read(Consumer<Collection<SftpAccount>> reader) {
        readers.add(reader);
        reader.accept(accounts.values());
    }

    Optional<SftpAccount> find(String accuid) {
        return Optional.ofNullable(accounts.get(accuid));
    }
}
