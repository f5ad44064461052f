package io.sluice.contracts.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which accounts are over a limit and may only read: the content of `/limits/read-only.json` on the SFTP
/// volume, which sftp-watcher writes and the SFTP server obeys.
///
/// @param accounts by account, then limit; an account over both limits is there twice
public record ReadOnlyAccounts(List<Entry> accounts) {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final ObjectReader READER = JSON.readerFor(ReadOnlyAccounts.class);
    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    /// No account is over a limit.
    public static final ReadOnlyAccounts NONE = new ReadOnlyAccounts(List.of());

    public ReadOnlyAccounts {
        accounts = accounts.stream()
                .sorted(Comparator.comparing(Entry::accountId).thenComparing(Entry::limit))
                .toList();
    }

    /// One account over one limit.
    ///
    /// @param since uploads that ended from then on are refused
    /// @param until when it ends by itself; empty: when there is room again
    public record Entry(
            @JsonProperty("accuid") AccountId accountId, Limit limit, Instant since, Optional<Instant> until) {
        boolean holdsAt(Instant now) {
            return until.map(now::isBefore).orElse(true);
        }
    }

    /// The accounts that may only read at that moment.
    public Set<AccountId> at(Instant now) {
        return accounts.stream()
                .filter(entry -> entry.holdsAt(now))
                .map(Entry::accountId)
                .collect(Collectors.toUnmodifiableSet());
    }

    public Optional<Entry> of(AccountId account, Limit limit) {
        return accounts.stream()
                .filter(entry -> entry.accountId().equals(account) && entry.limit() == limit)
                .findFirst();
    }

    /// Reads the file's text.
    ///
    /// @throws JsonProcessingException when the text is no such document
    public static ReadOnlyAccounts parse(String json) throws JsonProcessingException {
        return READER.readValue(json);
    }

    /// The file's text.
    public String json() {
        try {
            return WRITER.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("ids and instants can always be written", impossible);
        }
    }
}
