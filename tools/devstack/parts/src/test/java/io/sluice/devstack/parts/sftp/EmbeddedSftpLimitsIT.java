package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.Session;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a stranger or one tenant does to the server, and what others notice of it: nothing.
class EmbeddedSftpLimitsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int INIT = 1;
    private static final int OPEN = 3;
    private static final int READ = 5;
    private static final int WRITE = 6;
    private static final int REMOVE = 13;
    private static final int MKDIR = 14;
    private static final int RENAME = 18;
    private static final int EXTENDED = 200;

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
        ChannelSubsystem channel = subsystem();
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        init(out, in);

        int refused = 0;
        for (int file = 0; file < 300; file++) {
            refused += answer(out, in, open("/sources/order/%d.tmp".formatted(file))) == 102 ? 0 : 1;
        }

        assertThat(refused).isEqualTo(300 - 256);
        uploads("beta");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -4, Integer.MIN_VALUE, Integer.MAX_VALUE, 512 << 20, 300 << 10, 0, 1, 4})
    void aMessageOfAnImpossibleLengthEndsItsSession(int length) throws Exception {
        endsItsSession(length, new byte[64]);
    }

    /// A message that is there as a whole before anybody looks at its length.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, (256 << 10) + 1})
    void aWholeMessageOfAnImpossibleLengthEndsItsSession(int length) throws Exception {
        endsItsSession(length, new byte[length]);
    }

    /// Texts and data that end behind their message.
    @Test
    void aMessageWithoutItsFieldsEndsItsSessionOrIsAnswered() throws Exception {
        for (int type : List.of(OPEN, READ, WRITE, REMOVE, MKDIR, RENAME, EXTENDED)) {
            ChannelSubsystem channel = subsystem();
            DataOutputStream out = new DataOutputStream(channel.getOutputStream());
            DataInputStream in = new DataInputStream(channel.getInputStream());
            channel.connect(10_000);
            init(out, in);

            for (int announced : List.of(-1, Integer.MAX_VALUE, 1_000)) {
                out.writeInt(9);
                out.writeByte(type);
                out.writeInt(1);
                out.writeInt(announced);
            }
            out.flush();

            assertThat(in.read()).as("an answer, or the end of the channel").isIn(0, -1);
            channel.getSession().disconnect();
        }
        uploads("beta");
    }

    private void endsItsSession(int length, byte[] message) throws Exception {
        ChannelSubsystem channel = subsystem();
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        init(out, in);

        try {
            out.writeInt(length);
            out.write(message);
            out.flush();
        } catch (IOException ended) {
            // The server need not read it all.
        }

        await().atMost(TIMEOUT)
                .until(() -> channel.isClosed() || !channel.getSession().isConnected());
        uploads("beta");
    }

    @Test
    void anUnknownMessageIsAnsweredAndTheSessionGoesOn() throws Exception {
        ChannelSubsystem channel = subsystem();
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        init(out, in);

        for (int type : List.of(0, 99, 200, 201, 255)) {
            byte[] request = new byte[9];
            request[0] = (byte) type;

            assertThat(answer(out, in, request)).isEqualTo(101);
        }

        assertThat(answer(out, in, open("/sources/order/20200125_order.csv"))).isEqualTo(102);
    }

    /// Attributes with the flag of extensions: a number of pairs that nobody could send.
    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, 5_000})
    void countlessExtendedAttributesMakeNoFolder(int count) throws Exception {
        ChannelSubsystem channel = subsystem();
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        init(out, in);

        out.write(message(MKDIR, "/sources/order/folder", 0x80000000, count));
        out.flush();

        int answered = in.read();
        assertThat(answered).as("an answer, or the end of the channel").isIn(0, -1);
        assertThat(sftp.onDisk("acme", "sources/order/folder")).doesNotExist();
        uploads("beta");
    }

    /// Each request has 30 bytes, each answer 32 KiB.
    @Test
    void answersThatNobodyTakesWaitAtTheClient() throws Exception {
        Files.write(sftp.onDisk("acme", "sources/order/20200125_order.csv"), new byte[1 << 20]);
        ChannelSubsystem channel = subsystem();
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        init(out, in);
        out.write(message(OPEN, "/sources/order/20200125_order.csv", 1, 0));
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

    private ChannelSubsystem subsystem() throws Exception {
        Session session = sftp.tenant("acme").getSession();
        ChannelSubsystem channel = (ChannelSubsystem) session.openChannel("subsystem");
        channel.setSubsystem("sftp");
        return channel;
    }

    private static void init(DataOutputStream out, DataInputStream in) throws IOException {
        out.writeInt(5);
        out.writeByte(INIT);
        out.writeInt(3);
        out.flush();
        in.skipNBytes(in.readInt());
    }

    private static byte[] open(String path) throws IOException {
        byte[] message = message(OPEN, path, 0x0000000A, 0);
        return Arrays.copyOfRange(message, 4, message.length);
    }

    /// A message with the id 1, a text and two numbers.
    private static byte[] message(int type, String text, int first, int second) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var message = new ByteArrayOutputStream();
        var out = new DataOutputStream(message);
        out.writeInt(17 + bytes.length);
        out.writeByte(type);
        out.writeInt(1);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeInt(first);
        out.writeInt(second);
        return message.toByteArray();
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

    /// Sends the request and returns the type of its answer.
    private static int answer(DataOutputStream out, DataInputStream in, byte[] request) throws IOException {
        out.writeInt(request.length);
        out.write(request);
        out.flush();
        int length = in.readInt();
        int type = in.readUnsignedByte();
        in.skipNBytes(length - 1);
        return type;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
