package io.sluice.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// The settings from the pod's environment.
///
/// @param tokenFile a token of role sftp-server
/// @param servicePublicKey the public key of [ServiceUser]
public record AgentConfig(URI schemaService, Path tokenFile, Path servicePublicKey) {

    public static AgentConfig of(Map<String, String> environment) {
        return new AgentConfig(
                URI.create(value(environment, "SLUICE_SCHEMA_SERVICE_URL")),
                Path.of(value(environment, "SLUICE_SERVICE_TOKEN_FILE")),
                Path.of(value(environment, "SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE")));
    }

    private static String value(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is not set; entrypoint.sh says what it must be".formatted(name));
        }
        return value;
    }
}
