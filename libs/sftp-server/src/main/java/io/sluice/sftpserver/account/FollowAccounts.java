package io.sluice.sftpserver.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Keeps an SFTP server in step with schema-service's accounts.
///
/// While schema-service is unavailable, the last list stays in force. It is kept on disk, so that a restarted
/// server lets tenants in too. For one thread.
///
/// | the last answer of schema-service is | tenants |
/// |---|---|
/// | at most [#MAX_AGE] old | may log in as the last list says |
/// | older: suspensions and new passwords may be missing | are treated as suspended |
public final class FollowAccounts {
    /// Long enough for an outage in a night of uploads, short enough for a password that was lost.
    public static final Duration MAX_AGE = Duration.ofMinutes(15);

    private static final Duration TOUCH_EVERY = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(FollowAccounts.class.getName());

    private final AccountListClient client;
    private final Path kept;
    private final AccountTaker taker;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private Optional<String> unkept = Optional.empty();
    private List<SftpAccount> last = List.of();
    private boolean available = true;
    private boolean tooOld;
    private long inStepAt;
    private long touchedAt;

    /// @param kept the file that keeps the last list; its time of modification is that of the last answer
    /// @param taker receives each whole list
    public FollowAccounts(AccountListClient client, Path kept, AccountTaker taker) {
        this(client, kept, taker, System::nanoTime, Clock.systemUTC());
    }

    /// @param clock for the age of a kept list at the start
    FollowAccounts(AccountListClient client, Path kept, AccountTaker taker, LongSupplier nanoTime, Clock clock) {
        this.client = client;
        this.kept = kept;
        this.taker = taker;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.inStepAt = nanoTime.getAsLong();
        this.touchedAt = inStepAt;
    }

    /// Applies the kept list, if there is one. A list from the future, by a clock that was wrong, is too old.
    ///
    /// @return whether a kept list is in force, so that tenants can log in before schema-service answers
    public boolean begin() throws IOException {
        if (!Files.exists(kept)) {
            return false;
        }
        try {
            last = AccountList.parse(Files.readString(kept));
            var age = Duration.between(Files.getLastModifiedTime(kept).toInstant(), clock.instant());
            inStepAt -= (age.isNegative() ? MAX_AGE.plusNanos(1) : age).toNanos();
            apply();
            return !tooOld;
        } catch (JsonProcessingException | CharacterCodingException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the kept account list is unreadable and not used: file={0} cause={1}",
                    kept,
                    unreadable.getMessage());
            return false;
        }
    }

    /// Asks once.
    ///
    /// @return whether the server is in step with schema-service
    public boolean step() throws IOException, InterruptedException {
        return switch (client.ask()) {
            case AccountAnswer.Changed changed -> {
                inStep();
                last = changed.accounts();
                apply();
                client.applied(changed);
                unkept = Optional.of(changed.json());
                keep();
                LOG.log(
                        System.Logger.Level.INFO,
                        "accounts are applied: accounts={0,number,#}",
                        changed.accounts().size());
                report(true, "");
                yield true;
            }
            case AccountAnswer.Unchanged _ -> {
                inStep();
                if (tooOld) {
                    apply();
                }
                keep();
                report(true, "");
                yield true;
            }
            case AccountAnswer.Unavailable unavailable -> {
                report(false, unavailable.reason());
                if (!tooOld && isTooOld()) {
                    apply();
                }
                yield false;
            }
        };
    }

    private void inStep() {
        inStepAt = nanoTime.getAsLong();
    }

    private boolean isTooOld() {
        return nanoTime.getAsLong() - inStepAt > MAX_AGE.toNanos();
    }

    private void apply() throws IOException {
        if (isTooOld()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "no tenant is let in until the account list can be fetched again, because the last one is too old: minutes={0,number,#}",
                    MAX_AGE.toMinutes());
            taker.take(last.stream().map(SftpAccount::suspended).toList());
            tooOld = true;
        } else {
            taker.take(last);
            tooOld = false;
        }
    }

    /// Keeps the last list, and the time of the last answer. On a full disk the next step tries again.
    private void keep() {
        try {
            if (unkept.isPresent()) {
                AtomicFile.write(kept, unkept.get(), AtomicFile.PRIVATE);
                unkept = Optional.empty();
            } else if (inStepAt - touchedAt > TOUCH_EVERY.toNanos()) {
                Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
                touchedAt = inStepAt;
            }
        } catch (IOException noRoom) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the account list is applied but not kept, tried again; check that the volume has room: file={0} cause={1}",
                    kept,
                    noRoom.toString());
        }
    }

    private void report(boolean now, String why) {
        if (now && !available) {
            LOG.log(System.Logger.Level.INFO, "accounts are in step again");
        } else if (!now && available) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the account list cannot be fetched, the last one stays in force: cause={0}",
                    why);
        }
        available = now;
    }

    /// Puts a list in force: from then on these accounts and no others.
    @FunctionalInterface
    public interface AccountTaker {
        void take(List<SftpAccount> accounts) throws IOException;
    }
}
