package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.doctor.ObjectStoreAccess.Keys;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.process.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectStoreCheckIT {
    private static final Keys KEYS = new Keys(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY);

    private final String endpoint = TestObjectStore.endpoint();

    @Test
    void putsGetsRefusesASecondPutAndCleansUp() {
        var access = access(endpoint, EmbeddedObjectStore.BUCKET, KEYS);

        assertThat(new ObjectStoreCheck(access).run())
                .isEqualTo(new CheckOutcome.Good(
                        "put, get, delete, and no second put over the first (" + endpoint + "/sluice)"));
        try (var store = access.open()) {
            assertThat(store.listObjectsV2(list ->
                                    list.bucket(EmbeddedObjectStore.BUCKET).prefix("doctor/"))
                            .contents())
                    .isEmpty();
        }
    }

    @Test
    void seesThatTheBucketIsMissing() {
        assertThat(new ObjectStoreCheck(access(endpoint, "nowhere", KEYS)).run())
                .isEqualTo(new CheckOutcome.Bad(
                        "there is no such bucket (" + endpoint + "/nowhere)",
                        "the bucket that sluice.objects.bucket names",
                        "create it: aws s3 mb s3://nowhere"));
    }

    @Test
    void seesThatTheKeyIsRefused() {
        assertThat(new ObjectStoreCheck(access(
                                endpoint,
                                EmbeddedObjectStore.BUCKET,
                                new Keys(EmbeddedObjectStore.ACCESS_KEY, "wrong")))
                        .run())
                .isEqualTo(new CheckOutcome.Bad(
                        "the object store refuses: SignatureDoesNotMatch, status 403 (" + endpoint + "/sluice)",
                        "put, get and delete",
                        "see that the key may put, get and delete in the bucket: quarkus.s3.aws.credentials.*"));
    }

    @Test
    void seesThatNobodyListens() {
        var nobody = "http://127.0.0.1:" + Ports.free();

        assertThat(new ObjectStoreCheck(access(nobody, EmbeddedObjectStore.BUCKET, KEYS)).run())
                .isEqualTo(new CheckOutcome.Bad(
                        "the object store does not answer: Connection refused (" + nobody + "/sluice)",
                        "an answer",
                        "see that the object store runs and that quarkus.s3.endpoint-override is right"));
    }

    private static ObjectStoreAccess access(String endpoint, String bucket, Keys keys) {
        return new ObjectStoreAccess(
                Optional.of(URI.create(endpoint)),
                EmbeddedObjectStore.REGION,
                true,
                Optional.of(keys),
                bucket,
                Authorities.ofTheJvm(),
                Duration.ofSeconds(8));
    }
}
