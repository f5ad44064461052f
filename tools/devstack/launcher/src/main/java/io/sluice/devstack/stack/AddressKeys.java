package io.sluice.devstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The two secrets of one stack for the addresses that batch-service and data-service sign. Each lies in a
/// file below `keys`, which is made once, so that an address stays valid over a restart.
final class AddressKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private AddressKeys() {}

    /// Signs new addresses.
    static String current(StackFolder folder) {
        return read(folder.in("keys/batch-addresses"));
    }

    /// Signs nothing any more; addresses that it signed are still valid. To replace the key of a kept stack,
    /// copy the file `batch-addresses` over this one and remove it.
    static String previous(StackFolder folder) {
        return read(folder.in("keys/batch-addresses-previous"));
    }

    private static String read(Path file) {
        try {
            if (!Files.exists(file)) {
                var key = new byte[32];
                RANDOM.nextBytes(key);
                SecretFile.write(file, HexFormat.of().formatHex(key));
            }
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException("the key " + file + " cannot be read", cause);
        }
    }
}
