package io.sluice.threads.queue;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The lanes that are ready for a worker. Accounts take turns; the lanes of one account come in the order in
/// which they became ready. Not thread-safe.
final class Turns<T> {
    private final Map<String, ArrayDeque<Lane<T>>> readyByAccount = new HashMap<>();
    private final ArrayDeque<String> accounts = new ArrayDeque<>();

    void add(Lane<T> lane) {
        readyByAccount
                .computeIfAbsent(lane.account(), account -> {
                    accounts.addLast(account);
                    return new ArrayDeque<>();
                })
                .addLast(lane);
    }

    /// @param mayRun whether an account may have one more task in progress; the others keep their turns
    Optional<Lane<T>> next(Predicate<String> mayRun) {
        var allowed = accounts.stream().filter(mayRun).findFirst();
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        var account = allowed.get();
        accounts.remove(account);
        var ready = readyByAccount.getOrDefault(account, new ArrayDeque<>());
        var lane = ready.removeFirst();
        if (ready.isEmpty()) {
            readyByAccount.remove(account);
        } else {
            accounts.addLast(account);
        }
        return Optional.of(lane);
    }
}
