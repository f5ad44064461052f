package io.sluice.objects.upload;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.upload.MultipartOutputStream.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// One object as one request, or as a multipart upload that begins with its first part.
final class PartUploadClient {
    private static final Log LOG = Log.of(PartUploadClient.class);
    /// A store may copy all parts to join them.
    private static final Duration JOINING_TIMEOUT = Duration.ofHours(1);

    private final S3Client objects;
    private final String bucket;
    private final String key;
    private final String contentType;
    private final Map<String, String> metadata;
    private final List<CompletedPart> sent = new ArrayList<>();
    private Optional<String> id = Optional.empty();

    PartUploadClient(S3Client objects, String bucket, String key, String contentType, Map<String, String> metadata) {
        this.objects = objects;
        this.bucket = bucket;
        this.key = key;
        this.contentType = contentType;
        this.metadata = metadata;
    }

    /// Writes the whole object.
    PutObjectResponse put(Part content) {
        return objects.putObject(
                request -> request.bucket(bucket).key(key).metadata(metadata).contentType(contentType), body(content));
    }

    private RequestBody body(Part content) {
        return RequestBody.fromContentProvider(content::stream, content.length(), contentType);
    }

    void send(int number, Part part) {
        var upload = begun();
        var answer = objects.uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(upload).partNumber(number), body(part));
        sent(number, answer.eTag());
    }

    /// Makes a part of bytes of another object in the bucket, which the store copies.
    ///
    /// @param from the first of them, from 0
    /// @param to behind the last of them
    void copy(int number, String source, long from, long to) {
        var upload = begun();
        var answer = objects.uploadPartCopy(request -> request.sourceBucket(bucket)
                .sourceKey(source)
                .copySourceRange("bytes=%d-%d".formatted(from, to - 1))
                .destinationBucket(bucket)
                .destinationKey(key)
                .uploadId(upload)
                .partNumber(number));
        sent(number, answer.copyPartResult().eTag());
    }

    private void sent(int number, String tag) {
        sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }

    private String begun() {
        var upload = id.orElseGet(() -> objects.createMultipartUpload(request ->
                        request.bucket(bucket).key(key).metadata(metadata).contentType(contentType))
                .uploadId());
        id = Optional.of(upload);
        return upload;
    }

    /// Sends the last part and joins the parts to one object.
    ///
    /// @param size of the object in bytes
    /// @return the number of parts
    int finish(int number, Part last, long size) {
        if (last.length() > 0) {
            send(number, last);
        }
        try {
            join();
        } catch (NoSuchUploadException gone) {
            // The answer of an earlier try may be lost: the client repeats a request whose connection broke.
            if (!isThere(size)) {
                throw new ObjectStoreUnavailableException(
                        "the object store has lost the parts of %s, write it again".formatted(key), gone);
            }
        }
        return sent.size();
    }

    /// Joins the parts to one object.
    ///
    /// @throws NoSuchUploadException when the store has lost the parts, or has joined them and its answer was
    /// lost
    void join() {
        var upload = begun();
        objects.completeMultipartUpload(request -> request.bucket(bucket)
                .key(key)
                .uploadId(upload)
                .multipartUpload(CompletedMultipartUpload.builder().parts(sent).build())
                .overrideConfiguration(settings ->
                        settings.apiCallAttemptTimeout(JOINING_TIMEOUT).apiCallTimeout(JOINING_TIMEOUT)));
    }

    private boolean isThere(long size) {
        try {
            return objects.headObject(request -> request.bucket(bucket).key(key))
                            .contentLength()
                    == size;
        } catch (NoSuchKeyException absent) {
            return false;
        }
    }

    /// Removes the parts that were sent. Logs its own failure only, so that it does not hide why the object
    /// was given up.
    void discard() {
        // The stop of a service interrupts the thread, which would end the request, too.
        var interrupted = Thread.interrupted();
        try {
            id.ifPresent(upload -> objects.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(upload)));
        } catch (SdkException failure) {
            LOG.warn(
                    "a failed upload stays in the object store until it is cleaned up",
                    field("key", key),
                    cause(failure));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
