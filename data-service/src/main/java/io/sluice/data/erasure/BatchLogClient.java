package io.sluice.data.erasure;

import io.sluice.contracts.account.AccountId;
import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/// The logs of an erased account's batches in the object store.
@ApplicationScoped
class BatchLogClient {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    BatchLogClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    /// Removes them; the number of objects.
    ///
    /// @throws io.sluice.objects.ObjectStoreUnavailableException when the store does not answer
    long remove(AccountId account) {
        var prefix = "batch-logs/%s/".formatted(account);
        var removed = 0L;
        var keys = requests.run(
                "list " + prefix,
                () ->
                        objects
                                .listObjectsV2Paginator(
                                        request -> request.bucket(bucket).prefix(prefix))
                                .contents()
                                .stream()
                                .map(object -> object.key())
                                .toList());
        for (var key : keys) {
            requests.run(
                    "remove " + key,
                    () -> objects.deleteObject(request -> request.bucket(bucket).key(key)));
            removed++;
        }
        return removed;
    }
}
