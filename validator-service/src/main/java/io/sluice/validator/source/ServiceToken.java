package io.sluice.validator.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The token with which this service calls other services. A token file is read at each use, so that it can
/// be replaced while the service runs.
final class ServiceToken {
    private final Optional<String> token;
    private final Optional<Path> file;

    ServiceToken(Optional<String> token, Optional<Path> file) {
        this.token = token;
        this.file = file;
    }

    String value() {
        if (file.isPresent()) {
            return read(file.get());
        }
        return token.orElseThrow(() -> new SchemaServiceUnavailableException(
                "neither sluice.service-token nor sluice.service-token-file is set; schema-service refuses requests without a token",
                null));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new SchemaServiceUnavailableException(
                    "sluice.service-token-file %s cannot be read: %s".formatted(file, unreadable.getMessage()),
                    unreadable);
        }
    }
}
