package io.sluice.agent;

import io.sluice.agent.folder.AccountFolders;
import io.sluice.agent.folder.AdoptFolders;
import io.sluice.agent.folder.LogLinks;
import io.sluice.agent.folder.Ownership;
import io.sluice.agent.ledger.FinishPreviousRuns;
import io.sluice.agent.ledger.ReadSpool;
import io.sluice.agent.ledger.RecordUploads;
import io.sluice.agent.login.FollowSshdLog;
import io.sluice.agent.seal.SealUploads;
import io.sluice.agent.session.EndSessions;
import io.sluice.agent.user.LimitAccounts;
import io.sluice.agent.user.SyncAccounts;
import io.sluice.agent.user.UserIds;
import io.sluice.sftpserver.account.AccountListClient;
import io.sluice.sftpserver.account.JudgeRefusal;
import io.sluice.sftpserver.account.KnownAccounts;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.file.LedgerFile;
import io.sluice.sftpserver.file.LogInFile;
import io.sluice.sftpserver.file.RecordFullVolume;
import io.sluice.sftpserver.readme.KeepReadmes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/// The daemon of the SFTP pod. It has eight threads: accounts, readmes, limits, folders, volume, sealing,
/// log-ins, ledger. When one fails, the process ends and `entrypoint.sh` starts it again.
public final class AgentMain {
    private static final System.Logger LOG = System.getLogger(AgentMain.class.getName());

    private AgentMain() {}

    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        var config = AgentConfig.of(System.getenv());
        var paths = PodPaths.ofPod();
        var clock = Clock.systemUTC();
        var ids = UserIds.read(paths.userIds());
        var folders = new AccountFolders(paths);
        var sessions = new EndSessions(UserIds::isTenant);
        var known = new KnownAccounts();
        var readmes = new KeepReadmes(paths.accounts(), paths.nextPickups());
        var sync = new SyncAccounts(paths, ids, folders, sessions);
        var accounts = new KeepAccounts(
                paths,
                new ServiceKeys(paths, config.servicePublicKey(), config.validatorPublicKey()),
                new AccountListClient(config.schemaService(), config.tokenFile(), config.authority()),
                sync,
                list -> {
                    known.replace(list);
                    sync.apply(list);
                    readmes.follow(list);
                },
                new LogLinks(paths, folders),
                sessions,
                clock);
        accounts.begin();
        var run = Files.readString(paths.generation()).strip();
        var made = new AdoptFolders(paths.accounts(), paths.processing());
        new FinishPreviousRuns(paths, ids::account, previous -> ledger(paths, previous, clock), made, clock)
                .finish(run);
        var ledger = ledger(paths, run, clock);
        start("accounts", accounts::run);
        start("readmes", readmes::run);
        start("limits", new LimitAccounts(paths, ids, sessions, clock)::run);
        start("folders", made::run);
        var full = new RecordFullVolume(paths.ledgerFolder(), ledger, clock);
        start("volume", () -> watch(full));
        start("sealing", new SealUploads(paths.processing(), ids, ledger, clock)::run);
        var logIns = new LogInFile(paths.logIns(), LogInFile.ROTATE_AT, new Ownership(0, ServiceUser.ID, 0640)::giveTo);
        start("log-ins", new FollowSshdLog(paths.sshdLog(), logIns, new JudgeRefusal(known))::run);
        var uploads = new RecordUploads(ids::account, ledger, paths.accounts(), made, full::failed, clock);
        start("ledger", new ReadSpool(paths.spool(), paths.rsyslogProcess(), ledger::linesLost, uploads)::run);
    }

    private static void watch(RecordFullVolume full) throws InterruptedException {
        while (true) {
            full.step();
            TimeUnit.NANOSECONDS.sleep(RecordFullVolume.INTERVAL.toNanos());
        }
    }

    private static LedgerFile ledger(PodPaths paths, String run, Clock clock) throws IOException {
        return new LedgerFile(
                paths.ledger(), run, LedgerFile.ROTATE_AT, clock, new Ownership(0, ServiceUser.ID, 0640)::giveTo);
    }

    private static void start(String name, Task task) {
        Thread.ofPlatform().name(name).start(() -> {
            try {
                task.run();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } catch (Exception | Error failure) {
                endProcess(name, failure);
            }
        });
    }

    /// Memory may be short, so the process ends whether or not the log takes the failure.
    private static void endProcess(String thread, Throwable failure) {
        try {
            LOG.log(System.Logger.Level.ERROR, "the thread " + thread + " failed, so the agent ends", failure);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    /// What a thread does until it is interrupted.
    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }
}
