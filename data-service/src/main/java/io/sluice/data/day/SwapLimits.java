package io.sluice.data.day;

import java.time.Duration;

/// How many swaps are at work.
///
/// @param group swaps of one table in one commit
/// @param commits of different tables at the same time; each takes a connection to the database
/// @param longestWait of a swap for its turn
record SwapLimits(int group, int commits, Duration longestWait) {
    SwapLimits {
        if (group < 1 || commits < 1 || !longestWait.isPositive()) {
            throw new IllegalArgumentException(
                    "expected positive limits but got %d, %d and %s".formatted(group, commits, longestWait));
        }
    }
}
