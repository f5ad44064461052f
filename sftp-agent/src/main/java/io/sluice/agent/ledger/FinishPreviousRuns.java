package io.sluice.agent.ledger;

import io.sluice.agent.PodPaths;
import io.sluice.agent.folder.AdoptFolders;
import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.file.LedgerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Records what previous runs of the server spooled but no agent read, because the pod was killed first.
///
/// So an upload that the server confirmed right before its end is known to be complete. This may itself be
/// killed at any point and start again.
public final class FinishPreviousRuns {
    private static final System.Logger LOG = System.getLogger(FinishPreviousRuns.class.getName());

    private final PodPaths paths;
    private final IntFunction<Optional<AccountId>> accounts;
    private final LedgerOpener ledgers;
    private final AdoptFolders folders;
    private final Clock clock;

    /// @param accounts finds the account of a user id
    public FinishPreviousRuns(
            PodPaths paths,
            IntFunction<Optional<AccountId>> accounts,
            LedgerOpener ledgers,
            AdoptFolders folders,
            Clock clock) {
        this.paths = paths;
        this.accounts = accounts;
        this.ledgers = ledgers;
        this.folders = folders;
        this.clock = clock;
    }

    /// Records all previous runs and removes their spools. Call it before this run's ledger is opened.
    ///
    /// @param current the name of this run
    public void finish(String current) throws IOException {
        for (var folder : spools()) {
            var run = folder.getFileName().toString();
            if (!run.equals(current)) {
                finish(folder, run);
            }
        }
    }

    /// Oldest first.
    private List<Path> spools() throws IOException {
        if (!Files.exists(paths.spools())) {
            return List.of();
        }
        try (var folders = Files.list(paths.spools())) {
            return folders.sorted(
                            Comparator.comparingLong(folder -> folder.toFile().lastModified()))
                    .toList();
        }
    }

    private void finish(Path folder, String run) throws IOException {
        var left = files(folder);
        // A pod that fails at each start leaves empty spools; nobody reads the whole ledger for them.
        if (left.stream().anyMatch(file -> file.toFile().length() > 0)) {
            record(folder, run);
        }
        for (var file : left) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private void record(Path folder, String run) throws IOException {
        try (var ledger = ledgers.open(run)) {
            new ReadSpool(
                            folder,
                            paths.rsyslogProcess(),
                            ledger::linesLost,
                            new RecordUploads(accounts, ledger, paths.accounts(), folders, at -> {}, clock))
                    .finish();
        }
        LOG.log(System.Logger.Level.INFO, "the messages of a previous run are recorded: run={0}", run);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /// Opens the ledger for one run of the server.
    @FunctionalInterface
    public interface LedgerOpener {
        LedgerFile open(String run) throws IOException;
    }
}
