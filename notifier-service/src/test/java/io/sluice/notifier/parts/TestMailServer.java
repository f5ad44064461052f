package io.sluice.notifier.parts;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.sluice.devstack.parts.process.HaltableWire;
import io.sluice.devstack.parts.process.Ports;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/// A mail server on the port that the service sends to. It runs until a test closes it.
public final class TestMailServer implements AutoCloseable {
    private final GreenMail server;

    private TestMailServer(GreenMail server) {
        this.server = server;
    }

    public static TestMailServer open() {
        var server = new GreenMail(new ServerSetup(port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new TestMailServer(server);
    }

    /// A server on another port, for a wire that can be halted.
    public static TestMailServer openBehindWire() {
        var server = new GreenMail(new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new TestMailServer(server);
    }

    /// A wire from the port that the service sends to.
    public HaltableWire wire() {
        return new HaltableWire(port(), server.getSmtp().getPort());
    }

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
    }

    public List<MimeMessage> mails() {
        return List.of(server.getReceivedMessages());
    }

    @Override
    public void close() {
        server.stop();
    }
}
