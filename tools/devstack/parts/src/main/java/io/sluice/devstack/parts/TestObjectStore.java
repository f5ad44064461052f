package io.sluice.devstack.parts;

/// The object store of integration tests, one a test run.
public final class TestObjectStore {

    private TestObjectStore() {}

    /// Where it is found; the first call starts it, the end of the JVM ends it. Bucket and keys:
    /// [EmbeddedObjectStore].
    public static String endpoint() {
        return JvmWide.once(
                "sluice.test.objects.endpoint",
                () -> EmbeddedObjectStore.temporary().start().endpoint());
    }
}
