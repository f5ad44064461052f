package io.sluice.devstack.stack;

import java.util.List;
import java.util.Optional;

/// Every process of the stack except the launcher, with its name in logs and messages.
public enum Part {
    POSTGRES("postgres"),
    KAFKA("kafka"),
    OBJECT_STORE("object-store"),
    SFTP("sftp"),
    SCHEMA_SERVICE("schema-service", "schemas"),
    SFTP_WATCHER("sftp-watcher"),
    VALIDATOR_SERVICE("validator-service"),
    JOB_SERVICE("job-service", "jobs"),
    NOTIFIER_SERVICE("notifier-service", "mails"),
    BATCH_SERVICE("batch-service", "batches"),
    DATA_SERVICE("data-service", "data");

    private final String label;
    private final Optional<String> database;

    Part(String label) {
        this.label = label;
        this.database = Optional.empty();
    }

    Part(String label, String database) {
        this.label = label;
        this.database = Optional.of(database);
    }

    /// The name; a service has the name of its module.
    public String label() {
        return label;
    }

    Optional<String> database() {
        return database;
    }

    /// The services.
    public static List<Part> services() {
        return List.of(
                SCHEMA_SERVICE,
                SFTP_WATCHER,
                VALIDATOR_SERVICE,
                JOB_SERVICE,
                NOTIFIER_SERVICE,
                BATCH_SERVICE,
                DATA_SERVICE);
    }
}
