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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadSpoolTest {
    private static final AccountId ACME = new AccountId("acme");

    /// The user id of a line that cannot be taken.
    private static final int BROKEN = 3;

    /// A process that is alive.
    private static final long PROCESS = ProcessHandle.current().pid();

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    private Path folder;

    private PodPaths paths;

    @BeforeEach
    void layOut() throws IOException {
        paths = Spooled.layOut(folder);
    }

    @Test
    void recordsSessionsOfKnownUsersOnly() throws Exception {
        spool("session opened for local user acme from [127.0.0.1]", "open \"/a.csv\" flags WRITE mode 0644");
        spool(2, "open \"/b.csv\" flags WRITE mode 0644", "mkdir name \"/b\" mode 0777");
        spool("close \"/a.csv\" bytes read 0 written 3", "session closed for local user acme from [127.0.0.1]");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv", "session-end");
    }

    /// A cut message ends as its sender likes, e.g. like the close of another file.
    @Test
    void leavesOutMessagesThatSshdCut() throws Exception {
        var beginning = "close \"/sources/order/";
        var end = "\" bytes read 0 written 5";
        spool("open \"/a.csv\" flags WRITE mode 0644");
        spool(beginning + "x".repeat(500 - beginning.length() - end.length()) + end);
        spool(beginning + "x".repeat(490 - beginning.length() - end.length()) + end + " ".repeat(10));
        spool("close \"/a.csv\" bytes read 0 written 3");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv");
    }

    @Test
    void goesOnAfterALineThatCannotBeTaken() throws Exception {
        spool("open \"/a.csv\" flags WRITE mode 0644");
        spool(BROKEN, "opendir \"/\"");
        spool("close \"/a.csv\" bytes read 0 written 3");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "lines-lost", "open /a.csv", "close /a.csv");
    }

    @Test
    void holdsAnOpeningBackUntilItIsKnownToHaveSucceeded() throws Exception {
        var reader = reader(1 << 20);
        spool("open \"/done.csv\" flags WRITE mode 0644");
        read(reader);
        assertThat(events()).containsExactly("server-start");

        nanos.addAndGet(1_000_000_000);
        read(reader);

        assertThat(events()).containsExactly("server-start", "open /done.csv");
    }

    @Test
    void holdsAnOpeningBackWhileTheDiskDoesNotShowIt() throws Exception {
        var reader = reader(1 << 20);
        spool("open \"/a.csv\" flags WRITE mode 0644");
        read(reader);
        nanos.addAndGet(1_000_000_000);
        read(reader);
        assertThat(events()).containsExactly("server-start");

        spool("sent status Failure");
        read(reader);

        assertThat(events()).containsExactly("server-start");
    }

    @Test
    void leavesOutWhatFailed() throws Exception {
        spool("open \"/failed.csv\" flags WRITE,CREATE mode 0644", "sent status Permission denied");
        spool("posix-rename old \"/failed.csv\" new \"/b.csv\"", "sent status No such file");
        spool("remove name \"/b.csv\"", "sent status No such file");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start");
    }

    @Test
    void failureOfAnotherRequestIsNotThatOfTheOneBefore() throws Exception {
        spool("open \"/a.csv\" flags WRITE,CREATE mode 0644", "stat name \"/b.csv\"", "sent status No such file");
        spool("remove name \"/b.csv\"", "lstat name \"/b.csv\"", "sent status No such file");
        spool("close \"/a.csv\" bytes read 0 written 9");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv", "remove /b.csv", "close /a.csv");
    }

    @Test
    void recordsFailedWriteWithTheCloseOfItsFile() throws Exception {
        spool("open \"/a.csv\" flags WRITE mode 0644", "open \"/b.csv\" flags WRITE mode 0644");
        spool("error: process_write: write \"/a.csv\": No space left on device", "sent status Failure");
        spool("close \"/a.csv\" bytes read 0 written 3", "close \"/b.csv\" bytes read 0 written 3");

        read(reader(1 << 20));

        assertThat(events())
                .containsExactly("server-start", "open /a.csv", "open /b.csv", "close /a.csv failed", "close /b.csv");
    }

    @Test
    void failureOfNoLoggedRequestIsFailedWriteOfWhatIsOpen() throws Exception {
        spool("open \"/a.csv\" flags WRITE mode 0644", "stat name \"/\"", "sent status No such file");
        spool("sent status Failure", "close \"/a.csv\" bytes read 0 written 3");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv failed");
    }

    @Test
    void closeShowsThatTheFailureAfterAnOpeningWasThatOfItsFirstWrite() throws Exception {
        spool("open \"/a.csv\" flags WRITE mode 0644", "sent status Failure");
        spool("close \"/a.csv\" bytes read 0 written 0");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "close /a.csv failed");
    }

    @Test
    void failedWriteAfterDoubtfulOpeningShowsThatItIsOpen() throws Exception {
        spool("open \"/a.csv\" flags WRITE mode 0644", "sent status Failure");
        spool("error: process_write: write \"/a.csv\": No space left on device", "sent status Failure");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv");
    }

    @Test
    void failureOfTheCloseIsRecorded() throws Exception {
        spool("open \"/a.csv\" flags WRITE mode 0644", "close \"/a.csv\" bytes read 0 written 3");
        spool("sent status Failure");

        read(reader(1 << 20));

        assertThat(events())
                .containsExactly("server-start", "open /a.csv", "close /a.csv", "forced-close /a.csv failed");
    }

    @Test
    void refusedReaderLeavesNoHandle() throws Exception {
        spool("open \"/a.csv\" flags READ mode 0666", "sent status No such file");
        spool("open \"/a.csv\" flags WRITE mode 0644", "close \"/a.csv\" bytes read 0 written 0");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv");
    }

    @Test
    void distinguishesReadersHandlesFromWriters() throws Exception {
        spool("open \"/a.csv\" flags READ mode 0666", "open \"/a.csv\" flags WRITE mode 0644");
        spool("close \"/a.csv\" bytes read 9 written 0", "close \"/a.csv\" bytes read 0 written 9");

        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv");
    }

    @Test
    void repeatsNothingAfterRestartAndKnowsTheSessions() throws Exception {
        spool("open \"/a.csv\" flags WRITE mode 0644", "opendir \"/\"");
        spool("open \"/failed.csv\" flags WRITE mode 0644", "sent status Permission denied");
        read(reader(1 << 20));
        spool("close \"/a.csv\" bytes read 0 written 0", "close \"/failed.csv\" bytes read 0 written 0");

        read(reader(1 << 20));
        read(reader(1 << 20));

        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv");
    }

    @Test
    void beginsTheSpoolAnewAndKeepsTheSessions() throws Exception {
        var signalled = Files.writeString(paths.rsyslogProcess(), rsyslog());
        var reader = reader(200);
        spool("open \"/a.csv\" flags WRITE mode 0644", "opendir \"/somewhere\"", "closedir \"/somewhere\"");
        spool("opendir \"/somewhere\"", "closedir \"/somewhere\"");
        read(reader);
        assertThat(paths.spool().resolve("sftp.log")).isEmptyFile();

        spool("close \"/a.csv\" bytes read 0 written 0");
        read(reader);
        read(reader);
        read(reader(200));

        assertThat(signalled).exists();
        assertThat(paths.spool().resolve("sftp.log.old")).doesNotExist();
        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv");
    }

    @Test
    void goesOnWithARotationThatWasCutOff() throws Exception {
        Files.writeString(paths.rsyslogProcess(), rsyslog());
        spool("open \"/a.csv\" flags WRITE mode 0644", "opendir \"/somewhere\"");
        Files.move(paths.spool().resolve("sftp.log"), paths.spool().resolve("sftp.log.old"));
        spool("close \"/a.csv\" bytes read 0 written 0");

        var reader = reader(1 << 20);
        read(reader);
        read(reader);

        assertThat(paths.spool().resolve("sftp.log.old")).doesNotExist();
        assertThat(events()).containsExactly("server-start", "open /a.csv", "close /a.csv");
    }

    /// The id of a process to which the signal can be sent.
    private static String rsyslog() throws IOException {
        return Long.toString(new ProcessBuilder("true").start().pid());
    }

    private ReadSpool reader(long rotateAt) throws IOException {
        var ledger = new LedgerFile(paths.ledger(), "run-1", 1 << 20, Clock.systemUTC(), file -> {});
        var reader = new ReadSpool(
                paths.spool(),
                paths.rsyslogProcess(),
                rotateAt,
                ledger::linesLost,
                new RecordUploads(
                        ReadSpoolTest::account,
                        ledger,
                        (account, request) -> request.equals(new SftpMessage.Opened("/done.csv", true, false))
                                || request.equals(new SftpMessage.Removed("/b.csv")),
                        new AdoptFolders(paths.accounts(), paths.processing()),
                        at -> {},
                        Clock.systemUTC(),
                        nanos::get));
        reader.begin();
        return reader;
    }

    private static Optional<AccountId> account(int user) {
        if (user == BROKEN) {
            throw new IllegalStateException("this user breaks the reader");
        }
        return user == 1 ? Optional.of(ACME) : Optional.empty();
    }

    private static void read(ReadSpool reader) throws IOException {
        assertThat(LongStream.range(0, 3).filter(i -> step(reader)).count()).isBetween(0L, 2L);
    }

    private static boolean step(ReadSpool reader) {
        try {
            return reader.step();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private void spool(String... messages) throws IOException {
        spool(1, messages);
    }

    private void spool(int user, String... messages) throws IOException {
        for (var message : messages) {
            Files.writeString(
                    paths.spool().resolve("sftp.log"),
                    Spooled.line(PROCESS + user - 1, user, message),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(paths.ledger()).stream()
                .map(line -> line.replaceAll(".*\"event\":\"([^\"]*)\".*", "$1")
                        + (line.contains("\"path\"") ? line.replaceAll(".*\"path\":\"([^\"]*)\".*", " $1") : "")
                        + (line.contains("\"failed\":true") ? " failed" : ""))
                .toList();
    }
}
