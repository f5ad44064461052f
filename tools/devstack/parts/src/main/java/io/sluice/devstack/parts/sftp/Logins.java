package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.login.LogInMethod;
import io.sluice.contracts.login.RefusalReason;
import io.sluice.sftpserver.account.JudgeRefusal;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.commons.codec.digest.Crypt;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/// Who may log in: tenants by password or key from their allowed addresses, each of Sluice's own users by its
/// one key.
///
/// After ten wrong passwords of one user from one address within a minute, further ones are refused unchecked
/// until the minute is over.
final class Logins implements PasswordAuthenticator, PublickeyAuthenticator {

    /// The method by which the session logged in.
    static final AttributeRepository.AttributeKey<LogInMethod> METHOD = new AttributeRepository.AttributeKey<>();

    private static final System.Logger LOG = System.getLogger(Logins.class.getName());
    private static final int WRONG_PASSWORDS = 10;
    /// As in OpenSSH. The time to check a password grows with its length.
    private static final int LONGEST_PASSWORD = 1_024;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    // Takes as long to check as a real hash, so that the response time does not reveal unknown accounts.
    private static final String NOBODY = Crypt.crypt("nobody", "$6$sluicesluicesluic");

    private final AccountBook accounts;
    private final Map<String, PublicKey> serviceKeys;
    private final LogInLog log;
    private final JudgeRefusal judge;
    private final InstantSource clock;
    private final ConcurrentMap<String, Failures> failures = new ConcurrentHashMap<>();

    Logins(AccountBook accounts, Map<String, PublicKey> serviceKeys, LogInLog log, InstantSource clock) {
        this.accounts = accounts;
        this.serviceKeys = serviceKeys;
        this.log = log;
        this.judge = new JudgeRefusal(accounts.known());
        this.clock = clock;
    }

    private record Failures(long since, int count) {}

    @Override
    public boolean authenticate(String user, String password, ServerSession session) {
        return admits(session, user, LogInMethod.PASSWORD, passwordRefusal(user, password, address(session)));
    }

    @Override
    public boolean authenticate(String user, PublicKey key, ServerSession session) {
        if (ServiceUser.isOne(user)) {
            return Optional.ofNullable(serviceKeys.get(user))
                    .filter(ours -> KeyUtils.compareKeys(key, ours))
                    .isPresent();
        }
        return admits(session, user, LogInMethod.PUBLIC_KEY, keyRefusal(user, key, address(session)));
    }

    // A client may ask whether a key fits before it uses it: only the session knows when the log-in is
    // complete.
    private boolean admits(ServerSession session, String user, LogInMethod method, Optional<RefusalReason> refusal) {
        if (refusal.isPresent()) {
            log.refused(user, (InetSocketAddress) session.getClientAddress(), method, refusal.get());
        } else {
            session.setAttribute(METHOD, method);
        }
        return refusal.isEmpty();
    }

    private Optional<RefusalReason> keyRefusal(String user, PublicKey key, InetAddress address) {
        Optional<SftpAccount> account = accounts.find(user);
        boolean fits = account.isPresent()
                && account.get().admits(address)
                && account.get().sshPublicKeys().stream().anyMatch(ours -> matches(ours.toString(), key, user));
        return fits ? Optional.empty() : Optional.of(reason(user, address, LogInMethod.PUBLIC_KEY));
    }

    /// The reason against the log-in; empty when the password is right.
    Optional<RefusalReason> passwordRefusal(String user, String password, InetAddress address) {
        String failing = user + " " + address.getHostAddress();
        if (isLockedOut(failing)) {
            return Optional.of(RefusalReason.TOO_MANY_ATTEMPTS);
        }
        if (password.length() > LONGEST_PASSWORD) {
            return Optional.of(reason(user, address, LogInMethod.PASSWORD));
        }
        Optional<SftpAccount> account = accounts.find(user);
        Optional<String> set = account.flatMap(SftpAccount::passwordHash);
        String hash = set.orElse(NOBODY);
        boolean same = MessageDigest.isEqual(
                Crypt.crypt(password, hash).getBytes(StandardCharsets.US_ASCII),
                hash.getBytes(StandardCharsets.US_ASCII));
        if (same && set.isPresent() && account.isPresent() && account.get().admits(address)) {
            failures.remove(failing);
            return Optional.empty();
        }
        // Nobody can guess the password of an account that does not exist; it may be made a second later.
        if (account.isPresent()) {
            remember(failing);
        }
        return Optional.of(reason(user, address, LogInMethod.PASSWORD));
    }

    private RefusalReason reason(String user, InetAddress address, LogInMethod method) {
        return judge.judge(AccountId.of(user), address.getHostAddress(), method);
    }

    private boolean isLockedOut(String failing) {
        Failures known = failures.get(failing);
        return known != null && known.count() >= WRONG_PASSWORDS && clock.millis() - known.since() < WINDOW.toMillis();
    }

    private void remember(String failing) {
        long now = clock.millis();
        failures.values().removeIf(known -> now - known.since() >= WINDOW.toMillis());
        failures.merge(
                failing,
                new Failures(now, 1),
                (known, one) -> new Failures(known.since(), known.count() + one.count()));
    }

    private static boolean matches(String line, PublicKey key, String user) {
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
            return entry != null
                    && KeyUtils.compareKeys(key, entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a public key of the account cannot be read and admits nobody: accountId={0} cause={1}",
                    user,
                    unreadable.getMessage());
            return false;
        }
    }

    static InetAddress address(ServerSession session) {
        return ((InetSocketAddress) session.getClientAddress()).getAddress();
    }
}
