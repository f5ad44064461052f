package io.sluice.devstack.parts;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.devstack.parts.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An SMTP server that keeps mails in memory and shows them over HTTP.
///
/// | request | answer |
/// |---|---|
/// | GET with `Accept: text/html` | a page |
/// | any other GET | a JSON array |
/// | one whose header `Host` names another server | 421 |
///
/// The last line keeps the mails from a page of a foreign site whose name leads to this machine (DNS
/// rebinding).
///
/// A mail to several recipients is one mail. Mails outlive a stop. Thread-safe.
public final class MailSink implements AutoCloseable {

    static {
        // How many seconds the HTTP server waits for the rest of a request; for ever by default.
        System.setProperty("sun.net.httpserver.maxReqTime", "20");
    }

    private final InetAddress address;
    private final int smtpPort;
    private final Set<String> names;
    private final List<CaughtMail> mails = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private @Nullable GreenMail smtp;
    private volatile @Nullable MovingMessage newest;

    /// Answers HTTP at once; accepts mail after [#start()].
    public MailSink(int smtpPort, int httpPort) {
        this(InetAddress.getLoopbackAddress(), smtpPort, httpPort, Set.of("127.0.0.1", "localhost"));
    }

    /// Listens on this address.
    ///
    /// @param names the hosts that a request may name
    MailSink(InetAddress address, int smtpPort, int httpPort, Set<String> names) {
        this.address = address;
        this.smtpPort = smtpPort;
        this.names = Set.copyOf(names);
        try {
            http = HttpServer.create(new InetSocketAddress(address, httpPort), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException("the mail sink's HTTP port " + httpPort + " cannot be opened", cause);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    /// A sink on free ports that does not accept mail yet.
    public static MailSink temporary() {
        return new MailSink(Ports.free(), Ports.free());
    }

    /// Accepts mail, after a [#stop()] on the same port again.
    public synchronized MailSink start() {
        if (smtp == null) {
            GreenMail server =
                    new GreenMail(new ServerSetup(smtpPort, address.getHostAddress(), ServerSetup.PROTOCOL_SMTP));
            UserManager users = server.getUserManager();
            MessageDeliveryHandler toMailbox = users.getMessageDeliveryHandler();
            users.setMessageDeliveryHandler((message, recipient) -> {
                keep(message);
                return toMailbox.handle(message, recipient);
            });
            server.start();
            smtp = server;
        }
        return this;
    }

    /// Refuses connections until the next [#start()].
    public synchronized void stop() {
        if (smtp != null) {
            smtp.stop();
            smtp = null;
        }
    }

    @Override
    public void close() {
        stop();
        http.stop(0);
    }

    /// All mails so far, oldest first.
    public List<CaughtMail> mails() {
        return List.copyOf(mails);
    }

    public int smtpPort() {
        return smtpPort;
    }

    /// A GET answers the caught mails.
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    // GreenMail delivers one message to each recipient in turn, and one message after the other.
    @SuppressWarnings("ReferenceEquality") // equal mails from two conversations are two mails
    private void keep(MovingMessage message) {
        if (message != newest) {
            newest = message;
            mails.add(CaughtMail.of(message.getMessage()));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            if (!isOwnHost(exchange.getRequestHeaders().get("Host"))) {
                exchange.sendResponseHeaders(421, -1);
                return;
            }
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            boolean page = accept != null && accept.contains("text/html");
            byte[] body = page ? MailPage.html(mails()).getBytes(StandardCharsets.UTF_8) : MailPage.json(mails());
            exchange.getResponseHeaders().set("Content-Type", page ? "text/html; charset=utf-8" : "application/json");
            // The page shows mails in sandboxed frames; nothing else may load.
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private boolean isOwnHost(@Nullable List<String> hosts) {
        String port = ":" + http.getAddress().getPort();
        return hosts != null
                && hosts.size() == 1
                && hosts.getFirst().endsWith(port)
                && names.contains(hosts.getFirst().substring(0, hosts.getFirst().length() - port.length()));
    }
}
