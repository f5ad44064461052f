package io.sluice.threads.queue;

import java.util.ArrayDeque;

/// The tasks of one lane in order of arrival. The first is in progress, or is the next to start. Not
/// thread-safe.
final class Lane<T> {
    private final String account;
    private final ArrayDeque<Task<T>> tasks = new ArrayDeque<>();

    Lane(String account) {
        this.account = account;
    }

    String account() {
        return account;
    }

    void add(Task<T> task) {
        tasks.addLast(task);
    }

    Task<T> first() {
        return tasks.getFirst();
    }

    void removeFirst() {
        tasks.removeFirst();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }
}
