package io.sluice.objects.report;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Keeps the number of attempts to check a file while the job has no outcome, in
/// `reports/<accuid>/<job_id>.attempts`.
///
/// Thread-safe. All methods block on the network and throw [ObjectStoreUnavailableException] when the store
/// does not serve them.
@ApplicationScoped
public class AttemptStore {
    private static final Logger LOG = Logger.getLogger(AttemptStore.class);

    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    public AttemptStore(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    /// The number of attempts, also 0; empty when none was ever noted.
    public OptionalInt find(JobRef job) {
        var key = key(job);
        return requests.run("read " + key, () -> {
            try {
                var content = objects.getObjectAsBytes(
                        request -> request.bucket(bucket).key(key));
                return OptionalInt.of(
                        number(key, content.asString(StandardCharsets.US_ASCII).strip()));
            } catch (NoSuchKeyException nothingNoted) {
                return OptionalInt.empty();
            }
        });
    }

    public void put(JobRef job, int attempts) {
        var key = key(job);
        requests.run(
                "write " + key,
                () -> objects.putObject(
                        request -> request.bucket(bucket).key(key).contentType("text/plain"),
                        RequestBody.fromString(Integer.toString(attempts))));
    }

    /// Forgets the number, if there is one.
    public void remove(JobRef job) {
        var key = key(job);
        requests.run(
                "remove " + key,
                () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private static String key(JobRef job) {
        return ReportKeys.attempts(job.accountId(), job.jobId());
    }

    private static int number(String key, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException damaged) {
            LOG.warnf("expected a number in %s, it is counted from 0 again: %s", key, damaged.getMessage());
            return 0;
        }
    }
}
