package io.sluice.devstack.parts.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStore;
import java.util.Map;

/// Points the S3 client at the test run's one store.
public final class ObjectStoreTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.s3.endpoint-override", TestObjectStore.endpoint(),
                "quarkus.s3.path-style-access", "true",
                "quarkus.s3.aws.region", EmbeddedObjectStore.REGION,
                "quarkus.s3.aws.credentials.type", "static",
                "quarkus.s3.aws.credentials.static-provider.access-key-id", EmbeddedObjectStore.ACCESS_KEY,
                "quarkus.s3.aws.credentials.static-provider.secret-access-key", EmbeddedObjectStore.SECRET_KEY,
                "sluice.objects.bucket", EmbeddedObjectStore.BUCKET);
    }

    // The store serves the whole run.
    @Override
    public void stop() {}
}
