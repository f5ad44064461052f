package io.sluice.devstack.parts.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.TestMail;
import io.sluice.devstack.parts.TestMail.Address;
import java.util.Map;

/// Sends the application's mails to the test run's sink; `sluice.test.mail-url` answers them as a JSON array.
public final class MailTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Address address = TestMail.address();
        return Map.of(
                "quarkus.mailer.mock",
                "false",
                "quarkus.mailer.host",
                "127.0.0.1",
                "quarkus.mailer.port",
                Integer.toString(address.smtpPort()),
                "sluice.test.mail-url",
                address.url());
    }

    // The sink serves the whole run; tests tell their mails apart by recipient.
    @Override
    public void stop() {}
}
