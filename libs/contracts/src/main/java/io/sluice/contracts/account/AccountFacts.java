package io.sluice.contracts.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The facts about one account that every service keeps in memory. No secret is among them: the client key is
/// random, so its hash does not lead to it.
///
/// @param version grows with every change of the account, its sources or its tokens
/// @param timeZone the zone in which the account's day begins
/// @param locale a BCP 47 tag for mails, e.g. `en`
/// @param pickup the account's own schedule, `continuous` or a cron expression with a zone; empty for the
/// platform's schedule
/// @param retentionDays how long the account's jobs, mails and reports are kept; empty for the platform's own
/// time
/// @param revokedTokens ids (`jti`) of tokens that were revoked and have not yet expired
/// @param clientKeyHash SHA-256 of the account's client key in lower-case hex; empty when it has none
/// @param batchMailsOff whether the contacts get no mails about batches with refused records; absent in the
/// JSON when they get them
public record AccountFacts(
        @JsonProperty("accuid") AccountId accountId,
        long version,
        String name,
        AccountState state,
        List<String> contacts,
        List<String> ipAllowlist,
        ZoneId timeZone,
        String locale,
        Optional<String> pickup,
        Limits limits,
        Optional<Integer> retentionDays,
        List<Source> sources,
        Set<String> revokedTokens,
        Optional<String> clientKeyHash,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
        boolean batchMailsOff) {

    public AccountFacts {
        contacts = List.copyOf(contacts);
        ipAllowlist = List.copyOf(ipAllowlist);
        sources = List.copyOf(sources);
        revokedTokens = Set.copyOf(revokedTokens);
    }

    /// An account whose contacts get mails about batches.
    public AccountFacts(
            AccountId accountId,
            long version,
            String name,
            AccountState state,
            List<String> contacts,
            List<String> ipAllowlist,
            ZoneId timeZone,
            String locale,
            Optional<String> pickup,
            Limits limits,
            Optional<Integer> retentionDays,
            List<Source> sources,
            Set<String> revokedTokens,
            Optional<String> clientKeyHash) {
        this(
                accountId,
                version,
                name,
                state,
                contacts,
                ipAllowlist,
                timeZone,
                locale,
                pickup,
                limits,
                retentionDays,
                sources,
                revokedTokens,
                clientKeyHash,
                false);
    }

    /// An account without a client key.
    public AccountFacts(
            AccountId accountId,
            long version,
            String name,
            AccountState state,
            List<String> contacts,
            List<String> ipAllowlist,
            ZoneId timeZone,
            String locale,
            Optional<String> pickup,
            Limits limits,
            Optional<Integer> retentionDays,
            List<Source> sources,
            Set<String> revokedTokens) {
        this(
                accountId,
                version,
                name,
                state,
                contacts,
                ipAllowlist,
                timeZone,
                locale,
                pickup,
                limits,
                retentionDays,
                sources,
                revokedTokens,
                Optional.empty());
    }

    /// The account's source of that type, retired ones included.
    public Optional<Source> source(SourceType type) {
        return sources.stream()
                .filter(source -> source.sourceType().equals(type))
                .findFirst();
    }

    /// How much an account may hold and send.
    ///
    /// @param workspaceLimitBytes everything in the account's directory
    /// @param dailyUploadLimitBytes uploads of one day in the account's time zone
    public record Limits(long workspaceLimitBytes, long dailyUploadLimitBytes) {
        public Limits {
            if (workspaceLimitBytes <= 0 || dailyUploadLimitBytes <= 0) {
                throw new IllegalArgumentException("limits must be positive but are %d and %d bytes"
                        .formatted(workspaceLimitBytes, dailyUploadLimitBytes));
            }
        }
    }

    /// One registered source.
    ///
    /// @param retired true when the source takes nothing more; its history stays readable
    /// @param kind absent in events from before there were kinds: then the source takes files
    /// @param batchSchema present for the kind `entities` only
    public record Source(
            SourceType sourceType,
            String sourceName,
            boolean retired,
            SourceKind kind,
            Optional<BatchSchema> batchSchema) {
        public Source {
            kind = Objects.requireNonNullElse(kind, SourceKind.DAYS);
            if ((kind == SourceKind.ENTITIES) != batchSchema.isPresent()) {
                throw new IllegalArgumentException(
                        "source %s of kind %s has the batch schema %s, expected one for entities only"
                                .formatted(sourceType, kind.label(), batchSchema));
            }
        }

        /// A source of kind `days`.
        public static Source ofDays(SourceType type, String name, boolean retired) {
            return new Source(type, name, retired, SourceKind.DAYS, Optional.empty());
        }

        /// Whether the source takes files, and so has a folder in the account's directory.
        public boolean takesFiles() {
            return kind == SourceKind.DAYS && !retired;
        }
    }
}
