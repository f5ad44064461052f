package io.sluice.notifier.parts;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.process.Ports;
import java.util.Map;

/// Points the mailers at a port without a server, so that a test can start one. Attempts follow quickly.
public final class MailPort implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(Ports.free()),
                "sluice.mail.send-timeout", "3s",
                "sluice.mail.lease", "10s",
                "sluice.mail.every", "0.2s",
                "sluice.mail.retry-first", "0.2s",
                "sluice.mail.retry-longest", "0.5s");
    }

    // The port is only reserved, so there is nothing to close.
    @Override
    public void stop() {}
}
