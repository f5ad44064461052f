package io.sluice.devstack.parts;

/// The object store of integration tests, one a test run.
public final class TestObjectStore {

    private TestObjectStore() {}

    /// Where it is found; the first call starts it, the end of the JVM ends it. Bucket and keys:
    /// [EmbeddedObjectStore].
    public static String endpoint() {
        return store().address();
    }

    /// Halts the store: connections stay open and nothing answers until [#goOn()].
    public static void halt() {
        store().halt();
    }

    /// Ends [#halt()].
    public static void goOn() {
        store().goOn();
    }

    private static HaltablePart store() {
        return HaltablePart.once("sluice.test.objects", () -> {
            var started = EmbeddedObjectStore.temporary().start();
            return new HaltablePart(started.endpoint(), started.pid());
        });
    }
}
