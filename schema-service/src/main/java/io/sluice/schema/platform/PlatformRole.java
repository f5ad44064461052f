package io.sluice.schema.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who a token of the platform is for. Services read no more than their role needs.
public enum PlatformRole {
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("sftp-server")
    SFTP_SERVER,
    @JsonProperty("validator-service")
    VALIDATOR_SERVICE,
    @JsonProperty("job-service")
    JOB_SERVICE,
    @JsonProperty("data-service")
    DATA_SERVICE;

    /// The role as the claim `groups` names it.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PlatformRole> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
