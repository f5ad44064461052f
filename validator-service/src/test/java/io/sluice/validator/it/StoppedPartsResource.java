package io.sluice.validator.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.parts.sftp.KeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/// Configures the addresses of a broker, an object store, an SFTP server and a schema-service that are not
/// running. The test starts and stops them.
public final class StoppedPartsResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var folder = TemporaryFolders.create("stopped-parts");
        var sftpPort = Ports.free();
        var hostKey = KeyFiles.ensure(folder.resolve("host-key"));
        KeyFiles.ensure(folder.resolve("service-key"));
        try {
            Files.writeString(
                    folder.resolve("known-hosts"), KeyFiles.knownHost("127.0.0.1", sftpPort, hostKey.getPublic()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        var config = new HashMap<String, String>();
        config.put("sluice.test.folder", folder.toString());
        config.put("sluice.test.sftp-volume", folder.resolve("volume").toString());
        config.put("sluice.test.object-store-port", Integer.toString(Ports.free()));
        config.put("sluice.test.kafka-port", Integer.toString(Ports.free()));
        config.put("sluice.test.kafka-controller-port", Integer.toString(Ports.free()));
        config.put("sluice.test.schema-port", Integer.toString(Ports.free()));
        config.put("kafka.bootstrap.servers", "127.0.0.1:" + config.get("sluice.test.kafka-port"));
        config.put("quarkus.s3.endpoint-override", "http://127.0.0.1:" + config.get("sluice.test.object-store-port"));
        config.put("quarkus.s3.aws.credentials.type", "static");
        config.put("quarkus.s3.aws.credentials.static-provider.access-key-id", EmbeddedObjectStore.ACCESS_KEY);
        config.put("quarkus.s3.aws.credentials.static-provider.secret-access-key", EmbeddedObjectStore.SECRET_KEY);
        config.put("sluice.sftp.host", "127.0.0.1");
        config.put("sluice.sftp.port", Integer.toString(sftpPort));
        config.put("sluice.sftp.private-key-file", folder.resolve("service-key").toString());
        config.put("sluice.sftp.known-hosts-file", folder.resolve("known-hosts").toString());
        config.put("sluice.schema-service.url", "http://127.0.0.1:" + config.get("sluice.test.schema-port"));
        config.put("sluice.data-service.url", config.get("sluice.schema-service.url"));
        config.put("sluice.service-token", "test-service-token");
        config.put("sluice.validation.longest-pause", "1s");
        config.put("quarkus.http.test-port", "0");
        config.put("mp.messaging.connector.smallrye-kafka.graceful-shutdown", "false");
        return Map.copyOf(config);
    }

    @Override
    public void stop() {}
}
