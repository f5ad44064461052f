package io.sluice.devstack.parts;

import java.util.Properties;
import java.util.function.Supplier;

/// Values made once a JVM, whichever class loader asks: Quarkus loads test resources anew for every
/// application it starts.
final class JvmWide {

    private JvmWide() {}

    /// The value under the key, made by the first who asks.
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
