package io.sluice.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.agent.PodPaths;
import io.sluice.agent.folder.AdoptFolders;
import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.file.LedgerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishPreviousRunsTest {
    /// The user id of a line that cannot be taken.
    private static final int BROKEN = 3;

    private static final String OPEN = "open \"/a.csv\" flags WRITE mode 0644";
    private static final String CLOSE = "close \"/a.csv\" bytes read 0 written 9";

    @TempDir
    private Path folder;

    private PodPaths paths;

    @BeforeEach
    void layOut() throws IOException {
        paths = Spooled.layOut(folder);
    }

    @Test
    void recordsWhatNobodyHadRead() throws Exception {
        spool("run-1", "sftp.log", OPEN, CLOSE);

        start("run-2");

        assertThat(events()).containsExactly("run-1 server-start", "run-1 open", "run-1 close", "run-2 server-start");
        assertThat(paths.spools().resolve("run-1")).doesNotExist();
    }

    @Test
    void recordsAnOpeningAtTheVeryEnd() throws Exception {
        spool("run-1", "sftp.log", OPEN);

        start("run-2");

        assertThat(events()).containsExactly("run-1 server-start", "run-1 open", "run-2 server-start");
    }

    @Test
    void readsBothFilesOfARotationThatWasCutOff() throws Exception {
        spool("run-1", "sftp.log.old", OPEN);
        spool("run-1", "sftp.log", CLOSE);

        start("run-2");

        assertThat(events()).containsExactly("run-1 server-start", "run-1 open", "run-1 close", "run-2 server-start");
    }

    @Test
    void repeatsNothingWhenItWasKilledBeforeItsEnd() throws Exception {
        spool("run-1", "sftp.log", OPEN, CLOSE);
        finish("run-2");
        spool("run-1", "sftp.log", OPEN, CLOSE);

        start("run-2");

        assertThat(events()).containsExactly("run-1 server-start", "run-1 open", "run-1 close", "run-2 server-start");
    }

    @Test
    void saysThatALineOfAPreviousRunIsLost() throws Exception {
        spool("run-1", "sftp.log", OPEN);
        Files.writeString(
                paths.spools().resolve("run-1/sftp.log"),
                Spooled.line(2, BROKEN, "opendir \"/\""),
                StandardOpenOption.APPEND);

        start("run-2");

        assertThat(events())
                .containsExactly("run-1 server-start", "run-1 lines-lost", "run-1 open", "run-2 server-start");
    }

    @Test
    void saysNothingOfARunThatSpooledNothing() throws Exception {
        Files.createDirectories(paths.spools().resolve("run-1"));

        start("run-2");

        assertThat(events()).containsExactly("run-2 server-start");
        assertThat(paths.spools().resolve("run-1")).doesNotExist();
    }

    @Test
    void leavesTheSpoolOfThisRunAlone() throws Exception {
        spool("run-2", "sftp.log", OPEN, CLOSE);

        start("run-2");

        assertThat(events()).containsExactly("run-2 server-start");
        assertThat(paths.spools().resolve("run-2/sftp.log")).exists();
    }

    /// Starts a run as the pod does: it finishes the previous runs first.
    private void start(String run) throws IOException {
        finish(run);
        ledger(run).close();
    }

    private static Optional<AccountId> account(int user) {
        if (user == BROKEN) {
            throw new IllegalStateException("this user breaks the reader");
        }
        return user == 1 ? Optional.of(new AccountId("acme")) : Optional.empty();
    }

    private void finish(String run) throws IOException {
        new FinishPreviousRuns(
                        paths,
                        FinishPreviousRunsTest::account,
                        this::ledger,
                        new AdoptFolders(paths.accounts(), paths.processing()),
                        Clock.systemUTC())
                .finish(run);
    }

    private LedgerFile ledger(String run) throws IOException {
        return new LedgerFile(paths.ledger(), run, 1 << 20, Clock.systemUTC(), file -> {});
    }

    private void spool(String run, String file, String... messages) throws IOException {
        var spool = Files.createDirectories(paths.spools().resolve(run)).resolve(file);
        Files.writeString(
                spool,
                Stream.of(messages).map(message -> Spooled.line(77, 1, message)).collect(Collectors.joining()));
    }

    /// The run and the event of each line.
    private List<String> events() throws IOException {
        return Files.readAllLines(paths.ledger()).stream()
                .map(line -> line.replaceAll(".*\"server\":\"([^\"]*)\".*\"event\":\"([^\"]*)\".*", "$1 $2"))
                .toList();
    }
}
