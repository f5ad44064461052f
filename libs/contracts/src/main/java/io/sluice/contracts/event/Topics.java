package io.sluice.contracts.event;

import java.util.List;
import java.util.Set;

/// The Kafka topics and the version of their records.
public final class Topics {
    /// Key `accuid/source_type/data_date`, value [UploadClaimed].
    public static final String UPLOAD_CLAIMED = "upload-claimed";
    /// Key `accuid/source_type/data_date`, value [JobProgressed].
    public static final String JOB_PROGRESS = "job-progress";
    /// Key `accuid/source_type/data_date`, value [UploadValidated].
    public static final String UPLOAD_VALIDATED = "upload-validated";
    /// Key `accuid/source_type/data_date`, value [JobFinished].
    public static final String JOB_FINISHED = "job-finished";
    /// Key `accuid`, value [DirectoryObserved].
    public static final String DIRECTORY_OBSERVED = "directory-observed";
    /// Key `accuid`, value [UsageMeasured]; compacted.
    public static final String USAGE_MEASURED = "usage-measured";
    /// Key `accuid`, value [BatchReceived].
    public static final String BATCH_RECEIVED = "batch-received";
    /// Key `accuid`, value [BatchTrafficMeasured]; compacted.
    public static final String BATCH_TRAFFIC_MEASURED = "batch-traffic-measured";
    /// Key `accuid`, value [BatchProgressed].
    public static final String BATCH_PROGRESS = "batch-progress";
    /// Key `accuid`, value [BatchFinished].
    public static final String BATCH_FINISHED = "batch-finished";
    /// Key `accuid/source_type/data_date`, value [DataSetReplaced].
    public static final String DATA_SET_REPLACED = "data-set-replaced";
    /// Key `accuid`, value [io.sluice.contracts.account.AccountFacts]; compacted.
    public static final String ACCOUNT_CHANGED = "account-changed";
    /// Key [#PLATFORM], value [io.sluice.contracts.account.PlatformFacts]; compacted.
    public static final String PLATFORM_CHANGED = "platform-changed";

    public static final List<String> ALL = List.of(
            UPLOAD_CLAIMED,
            JOB_PROGRESS,
            UPLOAD_VALIDATED,
            JOB_FINISHED,
            DIRECTORY_OBSERVED,
            USAGE_MEASURED,
            BATCH_RECEIVED,
            BATCH_TRAFFIC_MEASURED,
            BATCH_PROGRESS,
            BATCH_FINISHED,
            DATA_SET_REPLACED,
            ACCOUNT_CHANGED,
            PLATFORM_CHANGED);

    /// Those that keep only the latest record of each key.
    public static final Set<String> COMPACTED =
            Set.of(USAGE_MEASURED, BATCH_TRAFFIC_MEASURED, ACCOUNT_CHANGED, PLATFORM_CHANGED);

    /// The only key on [#PLATFORM_CHANGED].
    public static final String PLATFORM = "platform";

    /// Header that carries the event's id, a UUID.
    public static final String HEADER_EVENT_ID = "event-id";
    /// Header that carries the version of the record's shape.
    public static final String HEADER_EVENT_VERSION = "event-version";

    /// On [#ACCOUNT_CHANGED]: what changed since the previous event of the account, some of
    /// `account,key,source,token`.
    public static final String HEADER_CHANGED = "changed";
    /// The version of every record.
    public static final String VERSION = "1";

    private Topics() {}

    /// The topic for records that cannot be handled, with the reason in a header.
    public static String deadLetters(String topic) {
        return topic + "-dead-letter";
    }
}
