package io.sluice.objects.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps the outcomes of jobs with their errors in the bucket `sluice.objects.bucket`:
/// `reports/<accuid>/<job_id>.json`.
///
/// One object holds all of an outcome, and it is written only if absent. So a job never has two outcomes, and
/// the CSV, which is written from that object whenever it is asked for, never disagrees with the JSON.
/// Thread-safe. All methods block on the network and throw [ObjectStoreUnavailableException] when the store
/// does not serve them.
@ApplicationScoped
public class ReportStore {
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;
    private final ObjectMapper json = SluiceJson.mapper();

    public ReportStore(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    /// Makes this the job's outcome, unless it has one.
    ///
    /// @return the outcome that counts: the given one, or the one that exists already
    public JobReport putIfAbsent(JobReport report) {
        var job = report.outcome().job();
        var key = ReportKeys.outcome(job.accountId(), job.jobId());
        var body = RequestBody.fromBytes(write(report));
        var written = requests.run("write " + key, () -> writtenIfAbsent(key, body));
        return written
                ? report
                : find(job.accountId(), job.jobId())
                        .orElseThrow(() -> new IllegalStateException(
                                "the object %s was there a moment ago and is gone".formatted(key)));
    }

    /// Makes this the job's outcome in place of an object that cannot be read as one; a readable one counts.
    ///
    /// @return the outcome that counts
    public JobReport replaceUnreadable(JobReport report) {
        try {
            return putIfAbsent(report);
        } catch (UnreadableOutcomeException unreadable) {
            replace(report);
            return report;
        }
    }

    /// Makes this the job's outcome, whatever it had before. Only for a job whose file nobody can release.
    public void replace(JobReport report) {
        var job = report.outcome().job();
        var key = ReportKeys.outcome(job.accountId(), job.jobId());
        requests.run(
                "replace " + key,
                () -> objects.putObject(
                        request -> request.bucket(bucket).key(key).contentType("application/json"),
                        RequestBody.fromBytes(write(report))));
    }

    /// The job's outcome with its report; empty while it has none.
    ///
    /// @throws UnreadableOutcomeException when there is an object that is no outcome
    public Optional<JobReport> find(AccountId account, JobId job) {
        var key = ReportKeys.outcome(account, job);
        return open(key).map(stored -> requests.run("read " + key, () -> read(stored)));
    }

    /// The report as the job API answers it; empty while the job has no outcome.
    public Optional<ReportDocument> report(AccountId account, JobId job) {
        return find(account, job).map(JobReport::report);
    }

    /// The errors of the job's outcome as CSV, UTF-8, with the header alone when there are none; empty while
    /// the job has no outcome.
    public Optional<byte[]> csvFile(AccountId account, JobId job) {
        return report(account, job).map(ReportDocument::csvFile);
    }

    /// Passes when the store and its bucket are there.
    public void check() {
        requests.run("look up the root", () -> objects.headBucket(request -> request.bucket(bucket)));
    }

    private boolean writtenIfAbsent(String key, RequestBody body) {
        try {
            objects.putObject(
                    request -> request.bucket(bucket)
                            .key(key)
                            .contentType("application/json")
                            .ifNoneMatch("*"),
                    body);
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw refused;
        }
    }

    private Optional<InputStream> open(String key) {
        return requests.run("read " + key, () -> {
            try {
                return Optional.of(
                        objects.getObject(request -> request.bucket(bucket).key(key)));
            } catch (NoSuchKeyException absent) {
                return Optional.empty();
            }
        });
    }

    private JobReport read(InputStream stored) {
        try (stored) {
            return json.readValue(stored, JobReport.class);
        } catch (JsonProcessingException unreadable) {
            throw new UnreadableOutcomeException(
                    "a stored outcome is no outcome: " + unreadable.getOriginalMessage(), unreadable);
        } catch (IOException broken) {
            throw SdkException.create(broken.getMessage(), broken);
        }
    }

    private byte[] write(JobReport report) {
        try {
            return json.writeValueAsBytes(report);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(
                    "the outcome of job %s cannot be written as JSON"
                            .formatted(report.outcome().job().jobId()),
                    unwritable);
        }
    }
}
