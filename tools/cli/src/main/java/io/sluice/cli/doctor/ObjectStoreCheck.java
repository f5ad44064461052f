package io.sluice.cli.doctor;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Checks that the bucket stores, returns and removes an object, and that it refuses a conditional second
/// write. Without that refusal a job could get two outcomes.
record ObjectStoreCheck(ObjectStoreAccess access) implements Check {
    private static final int PRECONDITION_FAILED = 412;

    @Override
    public Subject subject() {
        return new Subject("objects", access.bucket());
    }

    @Override
    public String place() {
        return access.place();
    }

    @Override
    public String ifSilent() {
        return "see that the object store runs and that quarkus.s3.endpoint-override is right";
    }

    @Override
    public CheckOutcome run() {
        try (var store = access.open()) {
            return tryOut(store);
        } catch (NoSuchBucketException none) {
            return new CheckOutcome.Bad(
                    "there is no such bucket (%s)".formatted(place()),
                    "the bucket that sluice.objects.bucket names",
                    "create it: aws s3 mb s3://" + access.bucket());
        } catch (S3Exception refused) {
            return new CheckOutcome.Bad(
                    "the object store refuses: %s, status %d (%s)"
                            .formatted(refused.awsErrorDetails().errorCode(), refused.statusCode(), place()),
                    "put, get and delete",
                    "see that the key may put, get and delete in the bucket: quarkus.s3.aws.credentials.*");
        } catch (SdkException | UncheckedIOException unavailable) {
            return Handshake.failure("the object store", unavailable, place(), Authorities.KEY)
                    .orElseGet(() -> new CheckOutcome.Bad(
                            "the object store does not answer: %s (%s)".formatted(Causes.of(unavailable), place()),
                            "an answer",
                            ifSilent()));
        }
    }

    private CheckOutcome tryOut(S3Client store) {
        var key = "doctor/" + UUID.randomUUID();
        var content = key.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        // No condition here: the client retries a put whose answer was lost, and would refuse itself.
        store.putObject(put -> put.bucket(access.bucket()).key(key), RequestBody.fromBytes(content));
        try {
            if (!refusesSecondPut(store, key)) {
                return new CheckOutcome.Bad(
                        "a second put with If-None-Match: * wrote over the first (%s)".formatted(place()),
                        "status 412",
                        "use a store that knows conditional writes (AWS S3, MinIO, Ceph from Squid on): without them a"
                                + " job may get two outcomes");
            }
            var back = store.getObjectAsBytes(get -> get.bucket(access.bucket()).key(key))
                    .asByteArray();
            return Arrays.equals(back, content)
                    ? new CheckOutcome.Good(
                            "put, get, delete, and no second put over the first (%s)".formatted(place()))
                    : new CheckOutcome.Bad(
                            "%d bytes came back other than the %d put (%s)"
                                    .formatted(back.length, content.length, place()),
                            "the same bytes",
                            "look for a proxy that changes bodies between here and the store");
        } finally {
            store.deleteObject(delete -> delete.bucket(access.bucket()).key(key));
        }
    }

    private boolean refusesSecondPut(S3Client store, String key) {
        try {
            // Empty: a store may refuse and close the connection before it has read a body, which looks like
            // a store that is unavailable.
            store.putObject(put -> put.bucket(access.bucket()).key(key).ifNoneMatch("*"), RequestBody.empty());
            return false;
        } catch (S3Exception refusal) {
            if (refusal.statusCode() != PRECONDITION_FAILED) {
                throw refusal;
            }
            return true;
        }
    }
}
