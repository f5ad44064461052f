package io.sluice.devstack.parts.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.Session;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// SFTP messages as bytes, for what no client library sends.
final class RawSftp {
    static final int OPEN = 3;
    static final int MKDIR = 14;
    private static final int INIT = 1;

    private RawSftp() {}

    /// One more channel of the session, not yet connected.
    static ChannelSubsystem subsystem(ChannelSftp tenant) throws Exception {
        Session session = tenant.getSession();
        ChannelSubsystem channel = (ChannelSubsystem) session.openChannel("subsystem");
        channel.setSubsystem("sftp");
        return channel;
    }

    static void init(DataOutputStream out, DataInputStream in) throws IOException {
        out.writeInt(5);
        out.writeByte(INIT);
        out.writeInt(3);
        out.flush();
        in.skipNBytes(in.readInt());
    }

    static byte[] open(String path) throws IOException {
        byte[] message = message(OPEN, path, 0x0000000A, 0);
        return Arrays.copyOfRange(message, 4, message.length);
    }

    /// A message with the id 1, a text and two numbers.
    static byte[] message(int type, String text, int first, int second) throws IOException {
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

    /// Sends the request and returns the type of its answer.
    static int answer(DataOutputStream out, DataInputStream in, byte[] request) throws IOException {
        out.writeInt(request.length);
        out.write(request);
        out.flush();
        int length = in.readInt();
        int type = in.readUnsignedByte();
        in.skipNBytes(length - 1);
        return type;
    }
}
