package io.sluice.batch.parts;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.PostgresTestResource;

/// Starts Kafka, PostgreSQL and the object store once for the whole run.
@WithTestResource(value = KafkaTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PostgresTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ObjectStoreTestResource.class, scope = TestResourceScope.GLOBAL)
public final class TestParts {
    private TestParts() {}
}
