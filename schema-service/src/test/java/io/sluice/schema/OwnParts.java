package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/// Gives one test a broker and a database of its own: it may kill them, and no change comes from another
/// test.
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
