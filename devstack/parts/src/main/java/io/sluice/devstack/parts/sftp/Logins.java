package io.sluice.devstack.parts.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
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

/// Who may log in: tenants by password or key from their allowed addresses, the service user by its one key.
///
/// Ten wrong passwords of one user from one address within a minute and the next are refused unseen until the minute is
/// over.
final class Logins implements PasswordAuthenticator, PublickeyAuthenticator {

    /// By what the session was let in.
    static final AttributeRepository.AttributeKey<String> METHOD = new AttributeRepository.AttributeKey<>();

    private static final System.Logger LOG = System.getLogger(Logins.class.getName());
    private static final int WRONG_PASSWORDS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    // As dear to check as a real one: a stranger cannot tell unknown accounts by the clock.
    private static final String NOBODY = Crypt.crypt("nobody", "$6$sluicesluicesluic");

    private final AccountBook accounts;
    private final PublicKey serviceKey;
    private final LogInLog log;
    private final InstantSource clock;
    private final ConcurrentMap<String, Failures> failures = new ConcurrentHashMap<>();

    Logins(AccountBook accounts, PublicKey serviceKey, LogInLog log, InstantSource clock) {
        this.accounts = accounts;
        this.serviceKey = serviceKey;
        this.log = log;
        this.clock = clock;
    }

    /// Why somebody was not let in, in the words of the log.
    enum Refusal {
        UNKNOWN_ACCOUNT,
        SUSPENDED,
        ADDRESS_NOT_ALLOWED,
        WRONG_PASSWORD,
        NO_PASSWORD_SET,
        UNKNOWN_KEY,
        TOO_MANY_ATTEMPTS;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Failures(long since, int count) {}

    @Override
    public boolean authenticate(String user, String password, ServerSession session) {
        return admits(session, user, "password", passwordRefusal(user, password, address(session)));
    }

    @Override
    public boolean authenticate(String user, PublicKey key, ServerSession session) {
        if (user.equals(EmbeddedSftp.SERVICE_USER)) {
            return KeyUtils.compareKeys(key, serviceKey);
        }
        return admits(session, user, "publickey", keyRefusal(user, key, address(session)));
    }

    // A fitting key is tried before it is used: the session tells when the log-in is complete.
    private boolean admits(ServerSession session, String user, String method, Optional<Refusal> refusal) {
        if (refusal.isPresent()) {
            log.refused(user, (InetSocketAddress) session.getClientAddress(), method, refusal.get());
        } else {
            session.setAttribute(METHOD, method);
        }
        return refusal.isEmpty();
    }

    private Optional<Refusal> keyRefusal(String user, PublicKey key, InetAddress address) {
        Optional<SftpAccount> account = accounts.find(user);
        if (account.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_ACCOUNT);
        }
        if (!account.get().admits(address)) {
            return Optional.of(atTheDoor(account.get()));
        }
        return account.get().sshPublicKeys().stream().anyMatch(line -> matches(line, key, user))
                ? Optional.empty()
                : Optional.of(Refusal.UNKNOWN_KEY);
    }

    /// Empty when the password admits.
    Optional<Refusal> passwordRefusal(String user, String password, InetAddress address) {
        String failing = user + " " + address.getHostAddress();
        if (isLockedOut(failing)) {
            LOG.log(System.Logger.Level.WARNING, "Too many wrong passwords, refused unseen. user={0}", failing);
            return Optional.of(Refusal.TOO_MANY_ATTEMPTS);
        }
        Optional<SftpAccount> account = accounts.find(user);
        String hash = account.flatMap(SftpAccount::passwordHash).orElse(NOBODY);
        boolean right = MessageDigest.isEqual(
                Crypt.crypt(password, hash).getBytes(StandardCharsets.US_ASCII),
                hash.getBytes(StandardCharsets.US_ASCII));
        if (right && account.isPresent() && account.get().admits(address)) {
            failures.remove(failing);
            return Optional.empty();
        }
        // Of an account that does not exist nothing can be guessed; it may be a second from being known.
        if (account.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_ACCOUNT);
        }
        remember(failing);
        if (!account.get().admits(address)) {
            return Optional.of(atTheDoor(account.get()));
        }
        return Optional.of(account.get().passwordHash().isPresent() ? Refusal.WRONG_PASSWORD : Refusal.NO_PASSWORD_SET);
    }

    private static Refusal atTheDoor(SftpAccount account) {
        return account.active() ? Refusal.ADDRESS_NOT_ALLOWED : Refusal.SUSPENDED;
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
                    "A public key of the account cannot be read and admits nobody. accountId={0} cause={1}",
                    user,
                    unreadable.getMessage());
            return false;
        }
    }

    static InetAddress address(ServerSession session) {
        return ((InetSocketAddress) session.getClientAddress()).getAddress();
    }
}
