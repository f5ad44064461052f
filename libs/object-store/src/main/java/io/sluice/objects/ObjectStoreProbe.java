package io.sluice.objects;

import io.sluice.events.health.HealthProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Writes a small object, always the same one: a full store shows.
@ApplicationScoped
class ObjectStoreProbe implements HealthProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final S3Client objects;
    private final String bucket;
    private final String key;
    private final ObjectRequests requests;

    ObjectStoreProbe(
            S3Client objects,
            @ConfigProperty(name = "sluice.objects.bucket") String bucket,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.objects = objects;
        this.bucket = bucket;
        this.key = "health/" + service;
        this.requests = new ObjectRequests(bucket);
    }

    @Override
    public String name() {
        return "object store";
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    /// A store may take money for each request.
    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    public String run() {
        requests.run(
                "write " + key,
                () -> objects.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .overrideConfiguration(limits -> limits.apiCallTimeout(TIMEOUT)),
                        RequestBody.fromString("ok")));
        return "";
    }
}
