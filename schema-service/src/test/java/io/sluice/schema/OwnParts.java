package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/// Parts for one test alone: what it does to them disturbs no other test, and nothing comes from another one.
abstract class OwnParts implements QuarkusTestProfile {
    private final List<Class<? extends QuarkusTestResourceLifecycleManager>> parts;

    OwnParts(
            Class<? extends QuarkusTestResourceLifecycleManager> broker,
            Class<? extends QuarkusTestResourceLifecycleManager> database) {
        this.parts = List.of(broker, database, KeyPairTestResource.class);
    }

    @Override
    public final boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public final List<TestResourceEntry> testResources() {
        return parts.stream().map(TestResourceEntry::new).toList();
    }
}
