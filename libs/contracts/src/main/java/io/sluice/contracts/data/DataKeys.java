package io.sluice.contracts.data;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobRef;
import java.util.regex.Pattern;

/// The keys of data sets in the object store; part of the contract between the services.
///
/// | key | written by |
/// |---|---|
/// | `lake/<accuid>/<source_type>/data/date=YYYY-MM-DD/<job_id>-<8 hex>.parquet` | the validator, a new name for each
/// attempt |
/// | `lake/<accuid>/<source_type>/metadata/…` | data-service |
/// | `lake/<accuid>/<source_type>/data/snapshot/<32 hex>.parquet` | data-service: entities, likewise |
/// | `data/<accuid>/<source_type>/date=YYYY-MM-DD/data.parquet` | data-service: the plain copy, one object a day |
/// | `data/<accuid>/<source_type>/data.parquet` | data-service: the plain copy of entities |
public final class DataKeys {
    /// What all keys of data files and of table metadata begin with.
    public static final String LAKE = "lake/";
    /// What all keys of plain copies begin with.
    public static final String PLAIN = "data/";

    private static final Pattern ATTEMPT = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9a-f]{32}");

    private DataKeys() {}

    /// The file that one attempt of a job writes.
    ///
    /// @param attempt 8 lower-case hex digits, random for each attempt
    public static String dayFile(JobRef job, String attempt) {
        if (!ATTEMPT.matcher(attempt).matches()) {
            throw new IllegalArgumentException(
                    "expected an attempt of 8 lower-case hex digits but got \"%s\"".formatted(attempt));
        }
        return "%sdata/date=%s/%s-%s.parquet"
                .formatted(
                        ofSource(job.accountId(), job.sourceType()),
                        job.dataDate().value(),
                        job.jobId(),
                        attempt);
    }

    /// The file that one attempt to build a snapshot of entities writes.
    ///
    /// @param attempt 32 lower-case hex digits, random for each attempt
    public static String snapshotFile(AccountId account, SourceType source, String attempt) {
        if (!SNAPSHOT.matcher(attempt).matches()) {
            throw new IllegalArgumentException(
                    "expected an attempt of 32 lower-case hex digits but got \"%s\"".formatted(attempt));
        }
        return "%sdata/snapshot/%s.parquet".formatted(ofSource(account, source), attempt);
    }

    /// What the keys of a source's files and metadata begin with.
    public static String ofSource(AccountId account, SourceType source) {
        return "%s%s/".formatted(ofAccount(account), source);
    }

    /// What the keys of an account's files and metadata begin with.
    public static String ofAccount(AccountId account) {
        return "%s%s/".formatted(LAKE, account);
    }

    /// The plain copy of a day.
    public static String plainCopy(AccountId account, SourceType source, DataDate date) {
        return "%sdate=%s/data.parquet".formatted(plainOfSource(account, source), date.value());
    }

    /// The plain copy of the entities of a source.
    public static String plainCopy(AccountId account, SourceType source) {
        return "%sdata.parquet".formatted(plainOfSource(account, source));
    }

    /// What the keys of a source's plain copies begin with.
    public static String plainOfSource(AccountId account, SourceType source) {
        return "%s%s/".formatted(plainOfAccount(account), source);
    }

    /// What the keys of an account's plain copies begin with.
    public static String plainOfAccount(AccountId account) {
        return "%s%s/".formatted(PLAIN, account);
    }
}
