package io.sluice.devstack.parts;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An SMTP server that keeps what it gets in memory and shows it over HTTP: a JSON array, or a page for
/// `Accept: text/html`.
///
/// Mails caught before a stop stay to be seen. Thread-safe.
public final class MailSink implements AutoCloseable {

    private final int smtpPort;
    private final List<CaughtMail> before = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private @Nullable GreenMail smtp;

    /// The HTTP door opens at once and stays; SMTP is taken from [#start()] on.
    public MailSink(int smtpPort, int httpPort) {
        this.smtpPort = smtpPort;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException("the mail sink's HTTP port " + httpPort + " cannot be opened", cause);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    /// A sink on free ports, not yet taking mail.
    public static MailSink temporary() {
        return new MailSink(Ports.free(), Ports.free());
    }

    /// Takes mail, again after [#stop()] on the same port.
    public synchronized MailSink start() {
        if (smtp == null) {
            GreenMail server = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
            smtp = server;
        }
        return this;
    }

    /// Refuses connections until the next [#start()].
    public synchronized void stop() {
        if (smtp != null) {
            before.addAll(caughtNow());
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
    public synchronized List<CaughtMail> mails() {
        return Stream.concat(before.stream(), caughtNow().stream()).toList();
    }

    public int smtpPort() {
        return smtpPort;
    }

    /// Where a GET answers the caught mails.
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    private List<CaughtMail> caughtNow() {
        return smtp == null
                ? List.of()
                : Stream.of(smtp.getReceivedMessages()).map(CaughtMail::of).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            boolean page = accept != null && accept.contains("text/html");
            byte[] body = page ? MailPage.html(mails()).getBytes(StandardCharsets.UTF_8) : MailPage.json(mails());
            exchange.getResponseHeaders().set("Content-Type", page ? "text/html; charset=utf-8" : "application/json");
            // Mails are shown in sandboxed frames; nothing else may load.
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
