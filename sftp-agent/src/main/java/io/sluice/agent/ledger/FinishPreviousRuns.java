package io.sluice.agent.ledger;

import io.sluice.agent.PodPaths;
import io.sluice.agent.folder.AdoptFolders;
import io.sluice.sftpserver.file.LedgerFile;
import io.sluice.contracts.account.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Tells what former runs of the server spooled and no door has read: they were killed before.
///
/// So an upload that the server confirmed right before it was killed is known to be complete. May be killed
/// itself at any point and begun anew.
public final class FinishPreviousRuns {
    private static final System.Logger LOG = System.getLogger(FinishPreviousRuns.class.getName());

    private final PodPaths paths;
    private final IntFunction<Optional<AccountId>> accounts;
    private final LedgerOpener ledgers;
    private final AdoptFolders folders;
    private final Clock clock;

    /// @param accounts the account of a user id
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

    /// Tells all and removes their spools; to be called before this run's ledger is opened.
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

    /// The eldest first.
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
        // A pod that fails at its start again and again leaves nothing worth a look into the ledger.
        if (!left.isEmpty()) {
            tell(folder, run);
        }
        for (var file : left) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private void tell(Path folder, String run) throws IOException {
        try (var ledger = ledgers.open(run)) {
            new ReadSpool(
                            folder,
                            paths.rsyslogProcess(),
                            new RecordUploads(accounts, ledger, paths.accounts(), folders, clock))
                    .finish();
        }
        LOG.log(System.Logger.Level.INFO, "what the server said in a former run was told: run={0}", run);
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
