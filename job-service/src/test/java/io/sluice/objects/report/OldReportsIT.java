package io.sluice.objects.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An object cannot be made old. A retention that ends tomorrow makes today's objects old.
@QuarkusTest
class OldReportsIT {
    private static final Duration ALL = Duration.ofDays(-1);
    private static final Duration NONE = Duration.ofDays(400);
    private static final int SMALL_PAGE = 3;

    @Inject
    S3Client objects;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

    @Test
    void removesOldReportsPageByPageAndKeepsThoseOfOtherAccounts() {
        for (int i = 0; i < 8; i++) {
            put("reports/old-reports/%032x.json".formatted(i));
        }
        put("reports/old-reports-2/%032x.json".formatted(1));
        put("archive/old-reports/1");

        var removed = new OldReports(objects, bucket, SMALL_PAGE)
                .remove(
                        account -> account.value().equals("old-reports") ? Optional.of(ALL) : Optional.of(NONE),
                        () -> false);

        assertThat(removed).isEqualTo(8);
        assertThat(keys("reports/old-reports/")).isEmpty();
        assertThat(keys("reports/old-reports-2/")).hasSize(1);
        assertThat(keys("archive/old-reports/")).hasSize(1);
    }

    private void put(String key) {
        objects.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("{}"));
    }

    private List<String> keys(String prefix) {
        return objects.listObjectsV2(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
