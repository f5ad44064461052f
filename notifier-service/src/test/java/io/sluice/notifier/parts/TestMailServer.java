package io.sluice.notifier.parts;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    /// A server that is halted: it accepts connections and answers nothing until it is closed.
    public static Closeable silent() throws IOException {
        return new ServerSocket(port(), 50, InetAddress.ofLiteral("127.0.0.1"));
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
