package io.sluice.devstack.parts.sftp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.AbstractSession;

/// Bounds the connections on which nobody has logged in yet, as MaxStartups and PerSourceMaxStartups do in
/// OpenSSH: those of one address, so that it leaves room for others, and all of them.
///
/// A connection beyond a bound is closed at once. One that is let in ends after the log-in grace time.
final class Strangers implements SessionListener {
    static final int OF_ONE_ADDRESS = 20;
    static final int OF_ALL = 300;

    private final Supplier<List<AbstractSession>> sessions;

    /// @param sessions all open sessions, those without a log-in included
    Strangers(Supplier<List<AbstractSession>> sessions) {
        this.sessions = sessions;
    }

    // Not when the connection is accepted: MINA leaves a connection open that is refused then.
    @Override
    public void sessionCreated(Session session) {
        List<InetAddress> waiting = sessions.get().stream()
                .filter(other -> !other.equals(session) && !other.isAuthenticated())
                .map(Strangers::address)
                .toList();
        InetAddress address = address(session);
        if (waiting.size() >= OF_ALL || waiting.stream().filter(address::equals).count() >= OF_ONE_ADDRESS) {
            session.close(true);
        }
    }

    private static InetAddress address(Session session) {
        return ((InetSocketAddress) session.getIoSession().getRemoteAddress()).getAddress();
    }
}
