package io.sluice.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The settings from the pod's environment.
///
/// @param tokenFile a token of role sftp-server
/// @param servicePublicKey the file with the public key of [ServiceUser#NAME]
/// @param validatorPublicKey the file with the public key of [ServiceUser#VALIDATOR]
/// @param authority the PEM file with the authorities that sign schema-service's certificate; empty for those
/// of the JVM
public record AgentConfig(
        URI schemaService, Path tokenFile, Path servicePublicKey, Path validatorPublicKey, Optional<Path> authority) {

    public static AgentConfig of(Map<String, String> environment) {
        return new AgentConfig(
                URI.create(value(environment, "SLUICE_SCHEMA_SERVICE_URL")),
                Path.of(value(environment, "SLUICE_SERVICE_TOKEN_FILE")),
                Path.of(value(environment, "SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE")),
                Path.of(value(environment, "SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE")),
                Optional.ofNullable(environment.get("SLUICE_CA_FILE"))
                        .filter(file -> !file.isBlank())
                        .map(Path::of));
    }

    private static String value(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is not set; entrypoint.sh says what it must be".formatted(name));
        }
        return value;
    }
}
