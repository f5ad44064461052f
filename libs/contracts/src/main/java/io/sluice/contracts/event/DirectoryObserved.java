package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.DataDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What lies unclaimed in one folder below an account's `sources/`; it replaces the folder's previous
/// observation.
///
/// @param folder the folder's name as the account sees it, e.g. `/sources/order`
/// @param files at most [#LISTED] files, waiting ones first
/// @param total how many there are
public record DirectoryObserved(
        @JsonProperty("accuid") AccountId accountId,
        String folder,
        List<SeenFile> files,
        long total,
        Instant observedAt) {

    /// How many files one event lists at most.
    public static final int LISTED = 1_000;

    public DirectoryObserved {
        files = List.copyOf(files);
    }

    /// Why a file lies there.
    public enum State {
        /// It will be taken; the reason says what it waits for.
        @JsonProperty("waiting")
        WAITING,
        /// It will not be taken; the reason says what is wrong with its name or place.
        @JsonProperty("ignored")
        IGNORED
    }

    /// One file.
    ///
    /// @param path as the account sees it, e.g. `/sources/order/20200125_order.csv`
    /// @param dataDate of a waiting file, and of an ignored one whose name shows one
    /// @param nextPickup of a waiting file under a daily schedule
    public record SeenFile(
            String path,
            State state,
            String reason,
            long size,
            Instant seenAt,
            Optional<DataDate> dataDate,
            Optional<Instant> nextPickup) {}
}
