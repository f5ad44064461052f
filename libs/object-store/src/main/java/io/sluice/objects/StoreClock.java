package io.sluice.objects;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.services.s3.S3Client;

/// The object store's clock, for ages of what lies there: the clock of this process does not matter.
public final class StoreClock {
    private final S3Client objects;
    private final String bucket;
    private final ObjectRequests requests;

    public StoreClock(S3Client objects, String bucket) {
        this.objects = objects;
        this.bucket = bucket;
        this.requests = new ObjectRequests(bucket);
    }

    /// The time.
    ///
    /// @throws ObjectStoreUnavailableException when the store does not answer, or without the time
    public Instant now() {
        var answer = requests.run("report the time", () -> objects.headBucket(request -> request.bucket(bucket)));
        var date = answer.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException unreadable) {
            throw new ObjectStoreUnavailableException(
                    "expected a date in the object store's header Date but got \"%s\"".formatted(date), unreadable);
        }
    }
}
