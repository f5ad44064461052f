package io.sluice.schema.outbox;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import jakarta.persistence.Tuple;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A row of [#QUERY]. An array without an element is null.
///
/// | an account is to be published again because | condition |
/// |---|---|
/// | it changed since | `announcedVersion < version` |
/// | an instance published it that knows no forms (before 0.1.0) | `announcedFormVersion < version` |
/// | an instance of an older version published it, or this one before its upgrade | `announcedForm <` [#FORM] |
///
/// An instance of an older version finds nothing to publish in what a newer one published.
record UnpublishedRow(Tuple row) {
    /// Add one with every key that is added to the facts: all accounts are then published again, also those
    /// that an instance of the previous version publishes during the upgrade.
    static final int FORM = 2;

    /// One statement, so that the facts are of one moment.
    static final String QUERY = """
            select a.accountId as accountId, a.version as version, a.name as name, a.state as state,
              a.contacts as contacts, a.ipAllowlist as ipAllowlist, a.timeZone as timeZone, a.locale as locale,
              a.pickup as pickup, a.workspaceLimitBytes as workspaceLimit, a.dailyUploadLimitBytes as dailyUploadLimit,
              a.retentionDays as retentionDays, a.clientKeyHash as clientKeyHash, a.batchFailureMails as batchFailureMails,
              (select array_agg(s.sourceType) within group (order by s.sourceType)
                from SourceRow s where s.accountId = a.accountId) as sourceTypes,
              (select array_agg(coalesce(s.batchSchema, '')) within group (order by s.sourceType)
                from SourceRow s where s.accountId = a.accountId) as batchSchemas,
              (select array_agg(v.sourceName) within group (order by s.sourceType)
                from SourceRow s join SourceVersionRow v on v.sourceId = s.sourceId and v.version = s.version
                where s.accountId = a.accountId) as sourceNames,
              (select array_agg(s.sourceType) within group (order by s.sourceType)
                from SourceRow s where s.accountId = a.accountId and s.retired) as retired,
              (select array_agg(t.tokenId) within group (order by t.tokenId) from TokenRow t
                where t.accountId = a.accountId and t.revokedAt is not null and t.expiresAt > instant - %d second) as revoked,
              (select array_agg(c.kind) within group (order by c.version)
                from AccountChangeRow c where c.accountId = a.accountId and c.version <= a.version) as kinds
              from AccountRow a
              where a.announcedVersion < a.version or a.announcedFormVersion < a.version or a.announcedForm < %d
              order by a.accountId
            """.formatted(Revocations.KEPT_AFTER_EXPIRY.toSeconds(), FORM);

    ChangedAccount changed() {
        return new ChangedAccount(
                new AccountFacts(
                        new AccountId(text("accountId")),
                        row.get("version", Long.class),
                        text("name"),
                        AccountState.valueOf(text("state").toUpperCase(Locale.ROOT)),
                        list("contacts"),
                        list("ipAllowlist"),
                        ZoneId.of(text("timeZone")),
                        text("locale"),
                        Optional.ofNullable(row.get("pickup", String.class)),
                        new AccountFacts.Limits(
                                row.get("workspaceLimit", Long.class), row.get("dailyUploadLimit", Long.class)),
                        Optional.ofNullable(row.get("retentionDays", Integer.class)),
                        sources(),
                        Set.copyOf(list("revoked")),
                        Optional.ofNullable(row.get("clientKeyHash", String.class)),
                        !row.get("batchFailureMails", Boolean.class)),
                list("kinds").stream().map(ChangeKind::ofLabel).collect(Collectors.toUnmodifiableSet()));
    }

    /// Types, names and batch schemas have the same order.
    private List<AccountFacts.Source> sources() {
        var types = list("sourceTypes");
        var names = list("sourceNames");
        var batchSchemas = list("batchSchemas");
        var retired = Set.copyOf(list("retired"));
        return IntStream.range(0, types.size())
                .mapToObj(i -> source(
                        new SourceType(types.get(i)),
                        names.get(i),
                        retired.contains(types.get(i)),
                        BatchSchema.of(batchSchemas.get(i))))
                .toList();
    }

    private static AccountFacts.Source source(
            SourceType type, String name, boolean retired, Optional<BatchSchema> batchSchema) {
        return batchSchema.isEmpty()
                ? AccountFacts.Source.ofDays(type, name, retired)
                : new AccountFacts.Source(type, name, retired, SourceKind.ENTITIES, batchSchema);
    }

    private String text(String column) {
        return row.get(column, String.class);
    }

    private List<String> list(String column) {
        String @Nullable [] array = row.get(column, String[].class);
        return array == null ? List.of() : List.of(array);
    }
}
