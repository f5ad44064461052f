package io.sluice.web.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The token with which a service calls other services. A token file is read at each use, so that it can be
/// replaced while the service runs.
public final class ServiceToken {
    private final Optional<String> token;
    private final Optional<Path> file;

    /// @param token `sluice.service-token`
    /// @param file `sluice.service-token-file`
    public ServiceToken(Optional<String> token, Optional<Path> file) {
        this.token = token;
        this.file = file;
    }

    /// The value of a header `Authorization`.
    ///
    /// @throws MissingServiceTokenException when no token is configured or its file cannot be read
    public String authorization() {
        return "Bearer "
                + file.map(ServiceToken::read)
                        .or(() -> token)
                        .orElseThrow(() -> new MissingServiceTokenException(
                                "neither sluice.service-token nor sluice.service-token-file is set; other services refuse requests without a token",
                                null));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new MissingServiceTokenException(
                    "sluice.service-token-file %s cannot be read: %s".formatted(file, unreadable.getMessage()),
                    unreadable);
        }
    }
}
