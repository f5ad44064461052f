package io.sluice.events.log;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Fields of a log line, in their order; the names that several services use are written here alone.
///
/// @param values by name
public record LogFields(Map<String, Object> values) {
    public LogFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// A field that only one place logs, e.g. `rows`.
    public static LogFields field(String name, Object value) {
        return new LogFields(Map.of(name, value));
    }

    public static LogFields account(AccountId account) {
        return field("accountId", account);
    }

    public static LogFields source(SourceType source) {
        return field("sourceType", source);
    }

    public static LogFields job(JobId job) {
        return field("jobId", job);
    }

    public static LogFields file(String name) {
        return field("fileName", name);
    }

    /// The job, its account, its source and its file.
    public static LogFields job(JobRef job) {
        var values = new LinkedHashMap<String, Object>();
        values.put("jobId", job.jobId());
        values.put("accountId", job.accountId());
        values.put("sourceType", job.sourceType());
        values.put("fileName", job.fileName());
        return new LogFields(values);
    }

    /// Where a record lies in Kafka.
    public static LogFields kafkaRecord(String topic, int partition, long offset) {
        var values = new LinkedHashMap<String, Object>();
        values.put("topic", topic);
        values.put("partition", partition);
        values.put("offset", offset);
        return new LogFields(values);
    }

    /// Why something did not work, without a stack trace.
    public static LogFields cause(Throwable cause) {
        return field("cause", FailureSentence.of(cause));
    }
}
