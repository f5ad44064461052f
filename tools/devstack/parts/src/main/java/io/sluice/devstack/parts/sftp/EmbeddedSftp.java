package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.login.LogInMethod;
import io.sluice.contracts.login.RefusalReason;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.account.SftpAccount;
import io.sluice.sftpserver.file.LogInFile;
import io.sluice.sftpserver.readme.KeepReadmes;
import io.sluice.threads.SupervisedThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.jspecify.annotations.Nullable;

/// The SFTP server: tenants in their own chroot below `accounts/`, the service user at the volume's root,
/// nothing but SFTP.
///
/// | change | effect |
/// |---|---|
/// | a new account in the book | its folders are made, and its `README.txt` |
/// | an account is no longer admitted | its sessions end |
/// | an account comes onto the volume's list of accounts over a limit | its sessions end; later ones only read |
public final class EmbeddedSftp implements AutoCloseable {

    /// This user sees the whole volume and logs in by key only.
    public static final String SERVICE_USER = ServiceUser.NAME;

    private static final int SESSIONS_PER_ACCOUNT = 32;
    /// As OpenSSH's MaxSessions. Each channel has a thread.
    private static final int CHANNELS_PER_SESSION = 10;
    /// What a channel holds of requests that are not handled yet.
    private static final long UNHANDLED_BYTES = 256L << 10;
    private static final Duration IDLE = Duration.ofHours(1);

    private final VolumeDirectory volume;
    private final String host;
    private final int port;
    private final KeyPair hostKey;
    /// By the name of the user.
    private final Map<String, PublicKey> serviceKeys = new HashMap<>();
    private final AccountBook accounts;
    private final KeepReadmes readmes;
    private @Nullable SshServer server;
    private @Nullable UploadLedger ledger;
    private @Nullable LimitedAccounts limits;
    private @Nullable SupervisedThread readmeThread;

    /// @param host the address to listen on
    /// @param serviceKey a line such as `ecdsa-sha2-nistp256 AAAA…`
    public EmbeddedSftp(Path root, String host, int port, KeyPair hostKey, String serviceKey, AccountBook accounts) {
        this.volume = new VolumeDirectory(root);
        this.host = host;
        this.port = port;
        this.hostKey = hostKey;
        this.serviceKeys.put(SERVICE_USER, KeyFiles.parse(serviceKey));
        this.accounts = accounts;
        this.readmes = new KeepReadmes(volume.accounts(), volume.nextPickups());
        accounts.read(this::follow);
    }

    /// Lets validators in by this key, too; to be called before [#start()].
    public EmbeddedSftp withValidator(String key) {
        serviceKeys.put(ServiceUser.VALIDATOR, KeyFiles.parse(key));
        return this;
    }

    /// Starts the server and returns when it accepts connections. May be called again after [#stop()].
    public synchronized EmbeddedSftp start() {
        try {
            UploadLedger lines = new UploadLedger(volume.ledger(), Clock.systemUTC()).start();
            LimitedAccounts limited = new LimitedAccounts(volume.readOnly(), Clock.systemUTC(), this::endSessionsOf);
            SshServer sshd = SshServer.setUpDefaultServer();
            sshd.setHost(host);
            sshd.setPort(port);
            sshd.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
            LogInLog logIns =
                    new LogInLog(new LogInFile(volume.logIns(), LogInFile.ROTATE_AT, _ -> {}), InstantSource.system());
            Logins logins = new Logins(accounts, Map.copyOf(serviceKeys), logIns, InstantSource.system());
            sshd.setPasswordAuthenticator(
                    (user, password, session) -> hasRoom(user, LogInMethod.PASSWORD, session, logIns)
                            && logins.authenticate(user, password, session));
            sshd.setPublickeyAuthenticator((user, key, session) ->
                    hasRoom(user, LogInMethod.PUBLIC_KEY, session, logIns) && logins.authenticate(user, key, session));
            sshd.setFileSystemFactory(new Roots());
            sshd.setSubsystemFactories(List.of(VolumeSubsystem.factory(new VolumeRules(accounts, limited), lines)));
            sshd.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
            sshd.addSessionListener(new Sessions(lines, logIns));
            sshd.addSessionListener(new Strangers(sshd::getActiveSessions));
            CoreModuleProperties.MAX_AUTH_REQUESTS.set(sshd, 6);
            CoreModuleProperties.AUTH_TIMEOUT.set(sshd, Duration.ofSeconds(30));
            CoreModuleProperties.IDLE_TIMEOUT.set(sshd, IDLE);
            CoreModuleProperties.NIO2_READ_TIMEOUT.set(sshd, IDLE.plusMinutes(1));
            // The server lets one more in than the property says.
            CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(sshd, CHANNELS_PER_SESSION - 1);
            CoreModuleProperties.WINDOW_SIZE.set(sshd, UNHANDLED_BYTES);
            CoreModuleProperties.TCP_NODELAY.set(sshd, true);
            CoreModuleProperties.SERVER_IDENTIFICATION.set(sshd, "Sluice");
            SftpModuleProperties.SFTP_VERSION.set(sshd, 3);
            SftpModuleProperties.CLIENT_EXTENSIONS.set(sshd, "");
            SftpModuleProperties.OPENSSH_EXTENSIONS.set(
                    sshd, "fsync@openssh.com=1,posix-rename@openssh.com=1,lsetstat@openssh.com=1,limits@openssh.com=1");
            SftpModuleProperties.MAX_OPEN_HANDLES_PER_SESSION.set(sshd, 256);
            SftpModuleProperties.AUTO_FOLLOW_LINKS.set(sshd, false);
            sshd.start();
            server = sshd;
            ledger = lines;
            limits = limited.start();
            readmeThread = SupervisedThread.start("readmes", readmes::run);
        } catch (IOException cause) {
            throw new UncheckedIOException("the SFTP server cannot listen on " + host + ":" + port, cause);
        }
        return this;
    }

    /// Ends all sessions and the server; files, accounts and keys stay.
    public synchronized void stop() {
        try {
            if (readmeThread != null) {
                readmeThread.close();
                readmeThread = null;
            }
            if (limits != null) {
                limits.close();
                limits = null;
            }
            if (server != null) {
                server.stop(true);
                server = null;
            }
            if (ledger != null) {
                ledger.close();
                ledger = null;
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the SFTP server on port " + port + " did not stop", cause);
        }
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    /// The volume's root on disk.
    public Path root() {
        return volume.root();
    }

    private synchronized void follow(Collection<SftpAccount> now) {
        volume.prepare(now);
        readmes.follow(now);
        if (server != null) {
            for (AbstractSession session : server.getActiveSessions()) {
                if (session instanceof ServerSession open && open.isAuthenticated() && !isAdmitted(open)) {
                    session.close(true);
                }
            }
        }
    }

    private synchronized void endSessionsOf(Set<AccountId> limited) {
        if (server != null) {
            for (AbstractSession session : server.getActiveSessions()) {
                if (session.isAuthenticated()
                        && AccountId.of(session.getUsername())
                                .filter(limited::contains)
                                .isPresent()) {
                    session.close(true);
                }
            }
        }
    }

    private boolean isAdmitted(ServerSession session) {
        return ServiceUser.isOne(session.getUsername())
                || accounts.find(session.getUsername())
                        .filter(account -> account.admits(Logins.address(session)))
                        .isPresent();
    }

    private boolean hasRoom(String user, LogInMethod method, ServerSession session, LogInLog logIns) {
        SshServer running = server;
        boolean room = running == null
                || ServiceUser.isOne(user)
                || running.getActiveSessions().stream()
                                .filter(open -> open.isAuthenticated() && user.equals(open.getUsername()))
                                .count()
                        < SESSIONS_PER_ACCOUNT;
        if (!room) {
            logIns.refused(
                    user, (InetSocketAddress) session.getClientAddress(), method, RefusalReason.TOO_MANY_ATTEMPTS);
        }
        return room;
    }

    private final class Roots extends VirtualFileSystemFactory {
        @Override
        public Path getUserHomeDir(SessionContext session) {
            String user = session.getUsername();
            return ServiceUser.isOne(user) ? volume.root() : volume.account(user);
        }
    }

    private record Sessions(UploadLedger lines, LogInLog logIns) implements SessionListener {
        @Override
        public void sessionEvent(Session session, Event event) {
            String user = session.getUsername();
            LogInMethod method = session.getAttribute(Logins.METHOD);
            if (event == Event.Authenticated && user != null && method != null) {
                logIns.accepted(user, (InetSocketAddress) ((ServerSession) session).getClientAddress(), method);
            }
        }

        @Override
        public void sessionClosed(Session session) {
            String user = session.getUsername();
            if (session.isAuthenticated() && user != null && !ServiceUser.isOne(user)) {
                lines.sessionEnded(VolumeAccessor.sessionId((ServerSession) session), new AccountId(user));
            }
        }
    }
}
