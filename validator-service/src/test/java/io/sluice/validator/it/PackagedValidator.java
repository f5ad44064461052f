package io.sluice.validator.it;

import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.service.PackagedService;
import java.nio.file.Path;
import java.util.Map;

/// The packaged service with the SFTP server and the object store of the test run.
final class PackagedValidator {
    private PackagedValidator() {}

    static PackagedService with(EmbeddedKafka kafka, SchemaStub schemas) {
        var sftp = TestSftp.address();
        return new PackagedService(PackagedService.JAR, Path.of("target"))
                .kafka(kafka.bootstrapServers())
                .objectStore(TestObjectStore.endpoint())
                .with(Map.of(
                        "SLUICE_SFTP_HOST", "127.0.0.1",
                        "SLUICE_SFTP_PORT", Integer.toString(sftp.port()),
                        "SLUICE_SFTP_PRIVATE_KEY_FILE", sftp.privateKeyFile().toString(),
                        "SLUICE_SFTP_KNOWN_HOSTS_FILE", sftp.knownHostsFile().toString(),
                        "SLUICE_SCHEMA_SERVICE_URL", schemas.url(),
                        "SLUICE_DATA_SERVICE_URL", schemas.url()));
    }
}
