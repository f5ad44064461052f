package io.sluice.devstack.parts.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.TestSftp.Address;
import java.util.Map;

/// Points the SFTP client at the test run's one server; `sluice.test.sftp-volume` is its volume on disk.
public final class SftpTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Address address = TestSftp.address();
        return Map.of(
                "sluice.sftp.host", "127.0.0.1",
                "sluice.sftp.port", Integer.toString(address.port()),
                "sluice.sftp.private-key-file", address.privateKeyFile().toString(),
                "sluice.sftp.known-hosts-file", address.knownHostsFile().toString(),
                "sluice.test.sftp-volume", address.volume().toString());
    }

    // The server serves the whole run.
    @Override
    public void stop() {}
}
