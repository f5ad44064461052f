package io.sluice.data.erasure;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DataKeys;
import io.sluice.objects.ObjectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What the object store has of an erased account: logs of batches, tables, plain copies.
@ApplicationScoped
class AccountObjectClient {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    AccountObjectClient(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    /// Removes them; the number of objects.
    ///
    /// @throws io.sluice.objects.ObjectStoreUnavailableException when the store does not answer
    long remove(AccountId account) {
        return Stream.of(
                        "batch-logs/%s/".formatted(account),
                        DataKeys.ofAccount(account),
                        DataKeys.plainOfAccount(account))
                .mapToLong(this::remove)
                .sum();
    }

    private long remove(String prefix) {
        var removed = 0L;
        List<String> keys;
        do {
            keys = requests.run(
                    "list " + prefix,
                    () -> objects
                            .listObjectsV2(request -> request.bucket(bucket).prefix(prefix))
                            .contents()
                            .stream()
                            .map(S3Object::key)
                            .toList());
            for (var key : keys) {
                requests.run(
                        "remove " + key,
                        () -> objects.deleteObject(
                                request -> request.bucket(bucket).key(key)));
            }
            removed += keys.size();
        } while (!keys.isEmpty());
        return removed;
    }
}
