package io.sluice.devstack.faults;

import io.sluice.devstack.stack.SftpServer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The cases by their names on the command line, in the order in which they run.
enum FaultCase {
    VERSIONS("versions", "a client deletes its files and uploads new versions while the old ones are claimed", 2),
    VOLUME_FULL("volume-full", "the SFTP volume is full during uploads, claims and releases", 2),
    HALF_UPLOAD("half-upload", "connections are cut and the SFTP server is killed during uploads", 2),
    INODES("inodes", "the SFTP volume has no inodes left", 2),
    DATABASE_FULL("database-full", "PostgreSQL's disk is full", 1),
    KAFKA_FULL("kafka-full", "Kafka's disk is full", 1),
    STORE_FULL("store-full", "the object store's disk is full", 1),
    CLOCK("clock", "the watcher restarts with its clock an hour behind, then two days ahead", 1),
    HALTED("halted", "each process in turn is halted under load", 1),
    ONE_TENANT("one-tenant", "one tenant does what costs most while another one works", 1),
    BATCHES("batches", "what takes part in the import of batches is killed while they are sent", 1),
    BATCH_FILLS_DATABASE(
            "batch-fills-database",
            "the records of one batch fill PostgreSQL's disk while another tenant sends batches",
            1),
    BATCH_LOAD("batch-load", "one batch of 50 MB, then 200 batches of 20 accounts at once", 1),
    DATA_SETS("data-sets", "what takes part in a swap is killed while corrections of one day come in", 1);

    private final String label;
    private final String description;
    private final int servers;

    FaultCase(String label, String description, int servers) {
        this.label = label;
        this.description = description;
        this.servers = servers;
    }

    static FaultCase named(String label) {
        return Arrays.stream(values())
                .filter(one -> one.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown case '%s', expected one or more of %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(FaultCase::label).collect(Collectors.joining(" ")))));
    }

    String label() {
        return label;
    }

    String description() {
        return description;
    }

    /// OpenSSH as in production; the embedded server too where it matters to the case, and alone where it
    /// makes no difference.
    List<SftpServer> servers() {
        return switch (this) {
            case BATCHES, BATCH_FILLS_DATABASE, BATCH_LOAD, DATA_SETS -> List.of(SftpServer.EMBEDDED);
            default -> List.of(SftpServer.OPENSSH, SftpServer.EMBEDDED).subList(0, servers);
        };
    }
}
