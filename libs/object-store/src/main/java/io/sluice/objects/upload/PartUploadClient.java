package io.sluice.objects.upload;

import io.sluice.objects.upload.MultipartOutputStream.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// One object as one request, or as a multipart upload that begins with its first part.
final class PartUploadClient {
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
        var tag = objects.uploadPart(
                        request ->
                                request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        body(part))
                .eTag();
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
    /// @return the number of parts
    int finish(int number, Part last) {
        if (last.length() > 0) {
            send(number, last);
        }
        var upload = begun();
        objects.completeMultipartUpload(request -> request.bucket(bucket)
                .key(key)
                .uploadId(upload)
                .multipartUpload(CompletedMultipartUpload.builder().parts(sent).build())
                .overrideConfiguration(settings ->
                        settings.apiCallAttemptTimeout(JOINING_TIMEOUT).apiCallTimeout(JOINING_TIMEOUT)));
        return sent.size();
    }

    /// Removes the parts that were sent.
    void abort() {
        id.ifPresent(upload -> objects.abortMultipartUpload(
                request -> request.bucket(bucket).key(key).uploadId(upload)));
    }
}
