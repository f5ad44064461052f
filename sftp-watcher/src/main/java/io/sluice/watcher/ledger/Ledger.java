package io.sluice.watcher.ledger;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.watcher.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The state of all write handles, from the lines of the SFTP server's log. Losing it only delays claims.
///
/// Lines are applied by one thread while no other thread reads.
public final class Ledger {
    /// Longer than a claim waits for its seal.
    private static final Duration SEAL_REFUSAL_KEPT = Duration.ofHours(1);

    private final Ticker ticker;
    private final Map<AccountId, AccountLedger> accounts = new HashMap<>();
    private final Map<AccountId, Set<String>> touched = new HashMap<>();
    private final Map<AccountId, UploadTraffic> traffic = new HashMap<>();
    private final Map<String, Duration> sealsRefused = new HashMap<>();
    private boolean present;
    private long sequence;
    private long losses;
    private Optional<String> serverThatLostLines = Optional.empty();
    private Instant lastFull = Instant.MIN;
    private Instant latestLine = Instant.MIN;
    private Instant knownSince = Instant.MIN;

    public Ledger(Ticker ticker) {
        this.ticker = ticker;
    }

    /// Whether the server writes a ledger, so that an account without new lines need not be listed.
    public boolean isPresent() {
        return present;
    }

    public void apply(LedgerLine line) {
        if (line.event() == LedgerEvent.UNKNOWN) {
            return;
        }
        present = true;
        latestLine = line.at().isAfter(latestLine) ? line.at() : latestLine;
        sequence++;
        var now = ticker.elapsed();
        switch (line.event()) {
            case OPEN -> withAccount(line, (id, account, path) -> account.opened(line, path, sequence, now));
            case CLOSE -> closed(line, true, now);
            case FORCED_CLOSE -> closed(line, false, now);
            case RENAME ->
                line.to()
                        .ifPresent(target -> withAccount(line, (id, account, path) -> {
                            account.renamed(new Renaming(path, target), line.at(), sequence, now);
                            touch(id, target);
                        }));
            case REMOVE -> withAccount(line, (id, account, path) -> account.removed(path));
            case SESSION_END -> sessionEnded(line, now);
            case SERVER_START ->
                accounts.forEach((id, account) ->
                        account.serverStarted(line, sequence, now).forEach(path -> touch(id, path)));
            case SEAL_REFUSED -> {
                sealsRefused.values().removeIf(at -> at.compareTo(now.minus(SEAL_REFUSAL_KEPT)) < 0);
                line.path().ifPresent(path -> sealsRefused.put(path, now));
            }
            case VOLUME_FULL -> full(line.at());
            case LINES_LOST -> {
                full(line.at());
                serverThatLostLines = Optional.of(line.server());
                accounts.forEach((id, account) -> account.linesLost().forEach(path -> touch(id, path)));
            }
            case UNKNOWN -> {}
        }
    }

    private void closed(LedgerLine line, boolean cleanly, Duration now) {
        withAccount(
                line,
                (id, account, path) -> account.closed(
                        line,
                        path,
                        cleanly,
                        serverThatLostLines.filter(line.server()::equals).isPresent(),
                        end(id, line),
                        sequence,
                        now));
    }

    private void full(Instant at) {
        lastFull = at.isAfter(lastFull) ? at : lastFull;
    }

    /// Whether the volume was full, or lines may be missing, at a moment since the given one.
    public boolean wasFullSince(Instant begin) {
        return !lastFull.isBefore(begin);
    }

    private UploadEnd end(AccountId id, LedgerLine line) {
        var uploaded = traffic.computeIfAbsent(id, first -> new UploadTraffic());
        uploaded.add(line.at(), line.written().orElse(0L));
        return new UploadEnd(line.at(), uploaded.total());
    }

    private void withAccount(LedgerLine line, LineEffect effect) {
        if (line.accountId().isPresent() && line.path().isPresent()) {
            var id = line.accountId().get();
            var path = line.path().get();
            effect.apply(id, accounts.computeIfAbsent(id, first -> new AccountLedger()), path);
            touch(id, path);
        }
    }

    private void sessionEnded(LedgerLine line, Duration now) {
        line.accountId().ifPresent(id -> {
            var account = accounts.get(id);
            if (account != null) {
                account.sessionEnded(line, sequence, now).forEach(path -> touch(id, path));
            }
        });
    }

    private void touch(AccountId id, String path) {
        touched.computeIfAbsent(id, first -> new HashSet<>()).add(folderOf(path));
    }

    /// The folder directly below `/sources` that holds a path; empty for other paths.
    public static String folderOf(String path) {
        var parts = path.split("/", 4);
        return parts.length > 2 && parts[1].equals("sources") ? parts[2] : "";
    }

    /// The state of the write handles of a path.
    ///
    /// @param path as the account sees it
    /// @param size of the file now
    public HandleState state(AccountId id, String path, long size) {
        var account = accounts.get(id);
        return account == null ? new HandleState.Unknown() : account.state(path, size);
    }

    /// The end of the last upload to a path; empty when no line mentions it.
    public Optional<UploadEnd> lastEnd(AccountId id, String path) {
        return Optional.ofNullable(accounts.get(id)).flatMap(account -> account.lastEnd(path));
    }

    /// The paths that the account has open for writing.
    public List<OpenUpload> openUploads(AccountId id) {
        var account = accounts.get(id);
        return account == null ? List.of() : account.openUploads();
    }

    /// When the account's latest upload ended, by the SFTP server's clock; the epoch when none did.
    public Instant latestEnd(AccountId id) {
        var uploaded = traffic.get(id);
        return uploaded == null ? Instant.EPOCH : uploaded.latest();
    }

    /// Bytes written through handles that were closed since the given moment. At least the last two days are
    /// known.
    public long uploadedSince(AccountId id, Instant begin) {
        var uploaded = traffic.get(id);
        return uploaded == null ? 0 : uploaded.between(begin, uploaded.total());
    }

    /// The same up to the end of one upload, including that upload.
    public long uploadedBetween(AccountId id, Instant begin, UploadEnd end) {
        var uploaded = traffic.get(id);
        return uploaded == null ? 0 : uploaded.between(begin, end.total());
    }

    /// Whether the server found a claimed file open for writing.
    ///
    /// @param path as the service user sees it, e.g. `/processing/<accuid>/<job_id>/20200125_order.csv`
    public boolean isSealRefused(String path) {
        return sealsRefused.containsKey(path);
    }

    /// Accounts that lines have mentioned since [#lookedAt].
    public Set<AccountId> touchedAccounts() {
        return Set.copyOf(touched.keySet());
    }

    /// Folders below `/sources` that lines have mentioned since [#lookedAt].
    public Set<String> touchedFolders(AccountId id) {
        return touched.getOrDefault(id, Set.of());
    }

    /// To be called when the account was listed after the last line.
    public void lookedAt(AccountId id) {
        touched.remove(id);
    }

    /// Forgets paths where nothing lies any more, except those with lines of the last minute, which may be
    /// newer than the listing.
    public void forget(AccountId id, Predicate<String> paths) {
        var account = accounts.get(id);
        if (account != null) {
            account.forget(paths, ticker.elapsed().minusMinutes(1));
            if (account.isEmpty()) {
                accounts.remove(id);
            }
        }
    }

    /// To be called when the file of this path was claimed; the next file of its name is a new one.
    ///
    /// @param judged the state when it was claimed
    public void claimed(AccountId id, String path, HandleState judged) {
        var account = accounts.get(id);
        if (account != null) {
            account.claimed(path, judged);
        }
    }

    /// To be called when a file was claimed that no line mentions: counts its bytes as the account's traffic.
    /// A client may name a file so that sshd cuts what it logs of it, e.g. by hundreds of `./`.
    ///
    /// Bytes of files from before a loss of lines were counted, so they do not count again. Where no ledger
    /// is written, nothing counts. A restart forgets these bytes.
    ///
    /// @param firstSeen when a scan first saw the file
    public void claimedUnmentioned(AccountId id, Instant firstSeen, Instant claimedAt, long bytes) {
        if (present && firstSeen.isAfter(knownSince)) {
            traffic.computeIfAbsent(id, first -> new UploadTraffic()).add(claimedAt, bytes);
        }
    }

    /// To be called when the ledger or lines of it are lost: forgets all paths, so that every account is
    /// listed.
    public void lose() {
        accounts.clear();
        touched.clear();
        present = false;
        knownSince = latestLine;
        losses++;
    }

    /// How often lines were lost. Each time every account must be listed, even when new lines follow at once.
    public long losses() {
        return losses;
    }

    /// To be called when all lines are about to be read again.
    void forgetTraffic() {
        traffic.clear();
    }

    /// The effect of one line on one account.
    @FunctionalInterface
    private interface LineEffect {
        void apply(AccountId id, AccountLedger account, String path);
    }
}
