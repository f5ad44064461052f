package io.sluice.sftpserver.readme;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.sftpserver.account.SftpAccount;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Keeps the `README.txt` of each active account up to date.
///
/// It has a thread of its own, so that no account waits for the files of the others. The root of an account
/// belongs to the server, so its user can neither change nor remove the file, and neither the watcher nor the
/// meter of the workspace looks there.
///
/// | on the volume | effect |
/// |---|---|
/// | the file says the same | nothing is written |
/// | no room, or no folder of the account yet | the old file stays; tried again after [#RETRY] |
public final class KeepReadmes {
    private static final System.Logger LOG = System.getLogger(KeepReadmes.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    static final Duration RETRY = Duration.ofSeconds(10);

    private final Path accounts;
    private final PickupsFile pickups;
    private final LongSupplier nanoTime;
    private final Map<AccountId, Readme> written = new HashMap<>();
    private volatile List<SftpAccount> active = List.of();
    private List<SftpAccount> doneFor = List.of();
    private PickupsFile.Known doneWith = PickupsFile.Known.NOTHING;
    private Optional<Long> retryAt = Optional.empty();

    /// @param accounts the folder with the accounts' roots
    /// @param nextPickups the file that sftp-watcher keeps
    public KeepReadmes(Path accounts, Path nextPickups) {
        this(accounts, nextPickups, System::nanoTime);
    }

    KeepReadmes(Path accounts, Path nextPickups, LongSupplier nanoTime) {
        this.accounts = accounts;
        this.pickups = new PickupsFile(nextPickups);
        this.nanoTime = nanoTime;
    }

    /// From now on these accounts. Any thread may call this.
    public void follow(Collection<SftpAccount> all) {
        active = all.stream().filter(SftpAccount::isActive).toList();
    }

    /// Repeats [#step] until the thread is interrupted.
    public void run() throws InterruptedException {
        while (true) {
            step();
            TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
        }
    }

    /// Writes the files that are to say something else.
    void step() {
        var now = active;
        var next = pickups.now();
        var isSame = now.equals(doneFor) && next.equals(doneWith);
        if (isSame && retryAt.filter(at -> nanoTime.getAsLong() - at >= 0).isEmpty()) {
            return;
        }
        doneFor = now;
        doneWith = next;
        var failures = new HashMap<AccountId, IOException>();
        for (var account : now) {
            var readme = Readme.of(account, next.of(account.accountId()));
            if (!readme.equals(written.get(account.accountId()))) {
                try {
                    write(accounts.resolve(account.accountId().value()).resolve(VolumePaths.README), readme.text());
                    written.put(account.accountId(), readme);
                } catch (IOException failed) {
                    failures.put(account.accountId(), failed);
                }
            }
        }
        written.keySet().retainAll(now.stream().map(SftpAccount::accountId).collect(Collectors.toSet()));
        report(failures);
    }

    private static void write(Path file, String text) throws IOException {
        if (!text.equals(content(file))) {
            AtomicFile.writeRepeatable(file, text, AtomicFile.READABLE);
        }
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException | CharacterCodingException notOurs) {
            return "";
        }
    }

    private void report(Map<AccountId, IOException> failures) {
        if (failures.isEmpty()) {
            if (retryAt.isPresent()) {
                LOG.log(System.Logger.Level.INFO, "every README.txt is up to date again");
            }
            retryAt = Optional.empty();
            return;
        }
        if (retryAt.isEmpty()) {
            var first = failures.entrySet().iterator().next();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "README.txt of some accounts is not up to date, tried again; check that the volume has room: accounts={0,number,#} accountId={1} cause={2}",
                    failures.size(),
                    first.getKey(),
                    first.getValue().toString());
        }
        retryAt = Optional.of(nanoTime.getAsLong() + RETRY.toNanos());
    }
}
