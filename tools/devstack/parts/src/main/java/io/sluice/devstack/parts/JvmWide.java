package io.sluice.devstack.parts;

import java.util.function.Supplier;

/// Values that exist once in a JVM for all class loaders: Quarkus loads test resources anew for each
/// application that it starts.
final class JvmWide {
    private static final String LOCK = "io.sluice.devstack.parts.lock.";

    private JvmWide() {}

    /// The value under the key. The first caller makes it.
    ///
    /// An interned name is the lock, because it is the same object for all class loaders. The properties
    /// themselves would not do: the JDK locks them while it holds other locks, and the two wait for each
    /// other.
    static String once(String key, Supplier<String> make) {
        var properties = System.getProperties();
        synchronized ((LOCK + key).intern()) {
            var known = properties.getProperty(key);
            if (known != null) {
                return known;
            }
            var made = make.get();
            properties.setProperty(key, made);
            return made;
        }
    }
}
