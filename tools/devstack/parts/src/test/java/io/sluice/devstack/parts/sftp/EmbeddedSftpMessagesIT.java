package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSubsystem;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages in a tenant's session that no client sends, and what others notice of them: nothing.
class EmbeddedSftpMessagesIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int READ = 5;
    private static final int WRITE = 6;
    private static final int REMOVE = 13;
    private static final int RENAME = 18;
    private static final int EXTENDED = 200;

    @TempDir
    private Path folder;

    private SftpFixture sftp;

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
    void stop() {
        sftp.close();
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
        for (int type : List.of(RawSftp.OPEN, READ, WRITE, REMOVE, RawSftp.MKDIR, RENAME, EXTENDED)) {
            ChannelSubsystem channel = RawSftp.subsystem(sftp.tenant("acme"));
            DataOutputStream out = new DataOutputStream(channel.getOutputStream());
            DataInputStream in = new DataInputStream(channel.getInputStream());
            channel.connect(10_000);
            RawSftp.init(out, in);

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
        ChannelSubsystem channel = RawSftp.subsystem(sftp.tenant("acme"));
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        RawSftp.init(out, in);

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
        ChannelSubsystem channel = RawSftp.subsystem(sftp.tenant("acme"));
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        RawSftp.init(out, in);

        for (int type : List.of(0, 99, 200, 201, 255)) {
            byte[] request = new byte[9];
            request[0] = (byte) type;

            assertThat(RawSftp.answer(out, in, request)).isEqualTo(101);
        }

        assertThat(RawSftp.answer(out, in, RawSftp.open("/sources/order/20200125_order.csv")))
                .isEqualTo(102);
    }

    /// Attributes with the flag of extensions: a number of pairs that nobody could send.
    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, 5_000})
    void countlessExtendedAttributesMakeNoFolder(int count) throws Exception {
        ChannelSubsystem channel = RawSftp.subsystem(sftp.tenant("acme"));
        DataOutputStream out = new DataOutputStream(channel.getOutputStream());
        DataInputStream in = new DataInputStream(channel.getInputStream());
        channel.connect(10_000);
        RawSftp.init(out, in);

        out.write(RawSftp.message(RawSftp.MKDIR, "/sources/order/folder", 0x80000000, count));
        out.flush();

        int answered = in.read();
        assertThat(answered).as("an answer, or the end of the channel").isIn(0, -1);
        assertThat(sftp.onDisk("acme", "sources/order/folder")).doesNotExist();
        uploads("beta");
    }

    private void uploads(String account) throws Exception {
        ChannelSftp tenant = sftp.tenant(account);
        tenant.put(SftpFixture.bytes("id\n1\n"), "/sources/order/20200126_order.csv");
        assertThat(sftp.onDisk(account, "sources/order/20200126_order.csv")).hasContent("id\n1\n");
    }
}
