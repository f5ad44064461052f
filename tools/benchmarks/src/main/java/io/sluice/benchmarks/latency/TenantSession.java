package io.sluice.benchmarks.latency;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A tenant's SFTP session.
record TenantSession(Session session, ChannelSftp sftp) implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// Logs in, once the server knows the account.
    static TenantSession open(RunningStack stack, String account, String password) throws JSchException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            var session = new JSch()
                    .getSession(
                            account, stack.get("SLUICE_SFTP_HOST"), Integer.parseInt(stack.get("SLUICE_SFTP_PORT")));
            session.setPassword(password);
            session.setConfig("StrictHostKeyChecking", "no");
            try {
                session.connect((int) LONGEST.toMillis());
                var sftp = (ChannelSftp) session.openChannel("sftp");
                sftp.connect((int) LONGEST.toMillis());
                return new TenantSession(session, sftp);
            } catch (JSchException notYet) {
                session.disconnect();
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /// Waits until the folder of a source is there.
    void awaitSource(String source) throws SftpException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                sftp.stat("/sources/" + source);
                return;
            } catch (SftpException notYet) {
                if (notYet.id != ChannelSftp.SSH_FX_NO_SUCH_FILE || System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
