package io.sluice.devstack.parts;

import java.util.Properties;
import java.util.function.Supplier;

/// Values that exist once in a JVM for all class loaders: Quarkus loads test resources anew for each
/// application that it starts.
final class JvmWide {

    private JvmWide() {}

    /// The value under the key. The first caller makes it.
    static String once(String key, Supplier<String> make) {
        Properties properties = System.getProperties();
        synchronized (properties) {
            String known = properties.getProperty(key);
            if (known != null) {
                return known;
            }
            String made = make.get();
            properties.setProperty(key, made);
            return made;
        }
    }
}
