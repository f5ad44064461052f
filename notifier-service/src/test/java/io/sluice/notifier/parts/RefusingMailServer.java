package io.sluice.notifier.parts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A mail server on the port that the service sends to. It permanently refuses recipients whose name begins
/// with `no-`.
public final class RefusingMailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<List<String>> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    private RefusingMailServer(ServerSocket socket) {
        this.socket = socket;
    }

    public static RefusingMailServer open() throws IOException {
        var server =
                new RefusingMailServer(new ServerSocket(TestMailServer.port(), 50, InetAddress.ofLiteral("127.0.0.1")));
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    /// The recipients of each accepted message.
    public List<List<String>> deliveries() {
        return List.copyOf(deliveries);
    }

    /// The lines that named a refused recipient.
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException broken) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(broken);
                }
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            var recipients = new ArrayList<String>();
            say(out, "220 refusing");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                say(out, answer(line, recipients));
                if (line.equals("DATA")) {
                    skipMessage(in);
                    deliveries.add(List.copyOf(recipients));
                    say(out, "250 accepted");
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String answer(String line, List<String> recipients) {
        if (line.startsWith("RCPT TO:<no-")) {
            refusals.add(line);
            return "550 5.1.1 no such mailbox";
        }
        if (line.startsWith("RCPT TO:<")) {
            recipients.add(line.substring("RCPT TO:<".length(), line.indexOf('>')));
        }
        return switch (line) {
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private static void skipMessage(BufferedReader in) throws IOException {
        @Nullable String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }
}
