package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSubsystem;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a stranger or one tenant takes of the server, and what others notice of it: nothing.
class EmbeddedSftpLimitsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int READ = 5;

    @TempDir
    private Path folder;

    private SftpFixture sftp;
    private final List<Socket> sockets = new ArrayList<>();

    /// A thread of a server that another test stopped may still find its executor closed.
    @BeforeAll
    static void leaveOutThreadsOfOtherTests() {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @BeforeEach
    void start() {
        sftp = new SftpFixture(folder);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sftp.close();
    }

    @Test
    void aThousandConnectionsOfAStrangerLeaveRoomForTenants() throws Exception {
        for (int connection = 0; connection < 1_000; connection++) {
            stranger("127.0.0.2");
        }

        await().atMost(TIMEOUT)
                .until(() -> sockets.stream().filter(this::isOpen).count() == Strangers.OF_ONE_ADDRESS);
        uploads("beta");
    }

    @Test
    void manyAddressesHoldNoMoreConnectionsThanThereArePlaces() throws Exception {
        for (int connection = 0; connection < 400; connection++) {
            stranger("127.0.1." + (1 + connection / 10));
        }

        await().atMost(TIMEOUT)
                .until(() -> sockets.stream().filter(this::isOpen).count() == Strangers.OF_ALL);
    }

    @Test
    @Tag("long")
    void aConnectionEndsWhenNobodyLogsIn() throws Exception {
        Socket stranger = stranger("127.0.0.2");

        await().atMost(TIMEOUT).until(() -> !isOpen(stranger));
    }

    @Test
    void theSessionsOfAnAccountLeaveRoomForOthers() throws Exception {
        for (int session = 0; session < 32; session++) {
            sftp.tenant("acme");
        }

        assertThatThrownBy(() -> sftp.tenant("acme")).hasMessageContaining("Auth fail");
        uploads("beta");
    }

    @Test
    void theOpenFilesOfASessionHaveABound() throws Exception {
        ChannelSubsystem channel = RawSftp.subsystem(sftp.tenant("acme"));
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        RawSftp.init(out, in);

        int refused = 0;
        for (int file = 0; file < 300; file++) {
            refused += RawSftp.answer(out, in, RawSftp.open("/sources/order/%d.tmp".formatted(file))) == 102 ? 0 : 1;
        }

        assertThat(refused).isEqualTo(300 - 256);
        uploads("beta");
    }

    /// Each request has 30 bytes, each answer 32 KiB.
    @Test
    void answersThatNobodyTakesWaitAtTheClient() throws Exception {
        Files.write(sftp.onDisk("acme", "sources/order/20200125_order.csv"), new byte[1 << 20]);
        ChannelSubsystem channel = RawSftp.subsystem(sftp.tenant("acme"));
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        RawSftp.init(out, in);
        out.write(RawSftp.message(RawSftp.OPEN, "/sources/order/20200125_order.csv", 1, 0));
        out.flush();
        byte[] handle = handle(in);
        long before = usedMemory();

        Thread.ofVirtual().start(() -> {
            try {
                for (int request = 0; request < 20_000; request++) {
                    out.write(read(handle));
                    out.flush();
                }
            } catch (IOException ended) {
                // The server may end the session.
            }
        });

        await().during(Duration.ofSeconds(3)).atMost(TIMEOUT).until(() -> usedMemory() - before < 64L << 20);
        uploads("beta");
    }

    private void uploads(String account) throws Exception {
        ChannelSftp tenant = sftp.tenant(account);
        tenant.put(SftpFixture.bytes("id\n1\n"), "/sources/order/20200126_order.csv");
        assertThat(sftp.onDisk(account, "sources/order/20200126_order.csv")).hasContent("id\n1\n");
    }

    private Socket stranger(String from) throws IOException {
        Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), sftp.server.port(), InetAddress.ofLiteral(from), 0);
        socket.setSoTimeout(1);
        sockets.add(socket);
        return socket;
    }

    /// Reads what the server says first.
    private boolean isOpen(Socket socket) {
        try {
            return socket.getInputStream().read(new byte[4_096]) >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static byte[] read(byte[] handle) throws IOException {
        var message = new ByteArrayOutputStream();
        var out = new DataOutputStream(message);
        out.writeInt(21 + handle.length);
        out.writeByte(READ);
        out.writeInt(1);
        out.writeInt(handle.length);
        out.write(handle);
        out.writeLong(0);
        out.writeInt(32 << 10);
        return message.toByteArray();
    }

    private static byte[] handle(DataInputStream in) throws IOException {
        in.skipNBytes(9);
        return in.readNBytes(in.readInt());
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
