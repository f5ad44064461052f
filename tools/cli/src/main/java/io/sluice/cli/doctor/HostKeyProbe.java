package io.sluice.cli.doctor;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks an SSH server for its host keys, with one connection for each type and without a log-in.
record HostKeyProbe(SftpAddress address, Duration limit) {

    /// The types that matter, with the algorithms that use them.
    enum Type {
        ED25519("ssh-ed25519"),
        RSA("rsa-sha2-512,rsa-sha2-256"),
        ECDSA("ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521");

        private final String algorithms;

        Type(String algorithms) {
            this.algorithms = algorithms;
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// The server's host keys.
    ///
    /// @param software the server's name for itself
    record Offer(String software, Map<Type, byte[]> keys) {
        boolean isOpenSsh() {
            return software.contains("OpenSSH");
        }
    }

    /// @throws JSchException if the server cannot be reached or is no SSH server
    Offer ask() throws JSchException {
        var keys = new EnumMap<Type, byte[]>(Type.class);
        var software = "";
        for (var type : Type.values()) {
            var jsch = new JSch();
            var seen = new Seen();
            var session = jsch.getSession("nobody", address.host(), address.port());
            session.setDaemonThread(true);
            session.setConfig("server_host_key", type.algorithms);
            // An unknown key ends the connection before the log-in.
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setHostKeyRepository(seen);
            try {
                session.connect((int) limit.toMillis());
            } catch (JSchAlgoNegoFailException notOffered) {
                software = session.getServerVersion();
                continue;
            } catch (JSchException refusedByUs) {
                if (seen.key == null) {
                    throw refusedByUs;
                }
                software = session.getServerVersion();
            } finally {
                session.disconnect();
            }
            if (seen.key != null) {
                keys.put(type, seen.key);
            }
        }
        return new Offer(software, keys);
    }

    /// Records the key and knows none, so that the connection ends.
    private static final class Seen implements HostKeyRepository {
        private byte @Nullable [] key;

        @Override
        public int check(String host, byte[] shown) {
            key = shown.clone();
            return NOT_INCLUDED;
        }

        @Override
        public void add(HostKey hostkey, UserInfo ui) {}

        @Override
        public void remove(String host, String type) {}

        @Override
        public void remove(String host, String type, byte[] shown) {}

        @Override
        public String getKnownHostsRepositoryID() {
            return "none";
        }

        @Override
        public HostKey[] getHostKey() {
            return new HostKey[0];
        }

        @Override
        public HostKey[] getHostKey(String host, String type) {
            return new HostKey[0];
        }
    }
}
