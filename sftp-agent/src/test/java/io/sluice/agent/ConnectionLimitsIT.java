package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a stranger or one tenant does to sshd, and what others notice of it: nothing.
@AgainstOpenSsh
class ConnectionLimitsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @AutoClose
    private final LocalPod pod = LocalPod.start();

    @Test
    void aThousandConnectionsOfAStrangerLeaveRoomForTenants() throws Exception {
        pod.put(ListedAccount.of("room-1"));
        var sockets = new ArrayList<Socket>();
        try {
            for (int connection = 0; connection < 1_000; connection++) {
                var socket =
                        new Socket(InetAddress.ofLiteral("127.0.0.1"), pod.port, InetAddress.ofLiteral("127.0.0.9"), 0);
                socket.setSoTimeout(1);
                sockets.add(socket);
            }

            await().atMost(SOON)
                    .until(() ->
                            sockets.stream().filter(ConnectionLimitsIT::isOpen).count() <= 20);
            uploads("room-1");
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void theSessionsOfAnAccountLeaveRoomForOthers() throws Exception {
        pod.put(ListedAccount.of("crowd-1"), ListedAccount.of("crowd-2"));
        var clients = new ArrayList<Client>();
        try {
            for (int session = 0; session < 40; session++) {
                clients.add(pod.login("crowd-1"));
            }

            await().atMost(SOON).until(() -> connected(clients) == 32);
            assertThat(clients.subList(0, 32))
                    .allMatch(client -> client.session().isConnected());
            uploads("crowd-2");
        } finally {
            clients.forEach(Client::close);
        }
    }

    @Test
    void theOpenFilesOfASessionHaveABound() throws Exception {
        pod.put(ListedAccount.of("handles-1"), ListedAccount.of("handles-2"));
        try (var client = pod.login("handles-1")) {
            var open = new ArrayList<OutputStream>();
            var refused = 0;

            for (int file = 0; file < 300; file++) {
                try {
                    open.add(client.open("/sources/order/%d.tmp".formatted(file)));
                } catch (SftpException tooMany) {
                    refused++;
                }
            }

            assertThat(open).hasSizeBetween(200, 256);
            assertThat(refused).isEqualTo(300 - open.size());
            uploads("handles-2");
        }
    }

    @Test
    @Tag("long")
    void aConnectionWithoutSessionEnds() throws Exception {
        pod.put(ListedAccount.of("unused-1"));
        try (var client =
                pod.attempt("unused-1").password(ListedAccount.PASSWORD).connectSession()) {
            await().atMost(Duration.ofMinutes(3)).until(() -> !client.session().isConnected());
        }
    }

    private void uploads(String account) throws Exception {
        try (var client = pod.login(account)) {
            client.put("/sources/order/20200125_order.csv", "id\n1\n");
            assertThat(pod.at(account, "sources/order/20200125_order.csv")).hasContent("id\n1\n");
        }
    }

    private static long connected(List<Client> clients) {
        return clients.stream().filter(client -> client.session().isConnected()).count();
    }

    /// Reads what the server says first.
    private static boolean isOpen(Socket socket) {
        try {
            return socket.getInputStream().read(new byte[4_096]) >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
