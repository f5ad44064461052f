package io.sluice.contracts.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.json.SluiceJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// When uploads are taken next: the content of `/limits/next-pickups.json` on the SFTP volume, which
/// sftp-watcher writes and the SFTP server shows to its users.
///
/// @param platform for accounts without a schedule of their own
/// @param accounts those with one, by account
public record NextPickups(NextPickup platform, List<Own> accounts) {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final ObjectReader READER = JSON.readerFor(NextPickups.class);
    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    public NextPickups {
        Objects.requireNonNull(platform, "platform");
        accounts =
                accounts.stream().sorted(Comparator.comparing(Own::accountId)).toList();
    }

    /// How uploads are taken.
    public enum Mode {
        /// Each as soon as it is complete.
        @JsonProperty("continuous")
        CONTINUOUS,
        /// At the moments of a schedule.
        @JsonProperty("scheduled")
        SCHEDULED
    }

    /// The next pick-up by one schedule.
    ///
    /// @param at empty under `continuous`, and when the schedule names no further moment
    /// @param zone of the schedule; empty under `continuous`
    public record NextPickup(Mode mode, Optional<Instant> at, Optional<ZoneId> zone) {
        /// Without a schedule.
        public static final NextPickup CONTINUOUS = new NextPickup(Mode.CONTINUOUS, Optional.empty(), Optional.empty());

        public NextPickup {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /// The next pick-up of one account.
    public record Own(@JsonProperty("accuid") AccountId accountId, NextPickup pickup) {
        public Own {
            Objects.requireNonNull(accountId, "accuid");
            Objects.requireNonNull(pickup, "pickup");
        }
    }

    /// Reads the file's text.
    ///
    /// @throws JsonProcessingException when the text is no such document
    public static NextPickups parse(String json) throws JsonProcessingException {
        return READER.readValue(json);
    }

    /// The file's text.
    public String json() {
        try {
            return WRITER.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("ids, instants and zones can always be written", impossible);
        }
    }
}
