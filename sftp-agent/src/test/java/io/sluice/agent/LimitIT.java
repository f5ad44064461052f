package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import io.sluice.contracts.limit.ReadOnlyAccounts.Entry;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the list of accounts over a limit does to the real sshd.
@AgainstOpenSsh
class LimitIT {
    private static final String ORDER = "/sources/order/20200125_order.csv";
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private final LocalPod pod = LocalPod.start();

    @Test
    void endsTheSessionThatWritesAndLetsTheAccountOnlyReadFromThen() throws Exception {
        pod.put(ListedAccount.of("over-1"), ListedAccount.of("within-1"));
        try (var writing = pod.login("over-1");
                var other = pod.login("within-1")) {
            var upload = writing.open(ORDER);
            upload.write("id\n".getBytes(StandardCharsets.UTF_8));
            upload.flush();
            pod.awaitEvents("over-1", events -> events.contains("open " + ORDER));

            var began = System.nanoTime();
            list("over-1");
            await().atMost(SOON).until(() -> !writing.session().isConnected());

            System.out.printf(
                    "session of an account over its limit ended after %d ms%n",
                    (System.nanoTime() - began) / 1_000_000);
            pod.awaitEvents("over-1", events -> events.contains("forced-close " + ORDER + " 3"));
            other.put(ORDER, "id\n1\n");
        }

        try (var reading = pod.login("over-1")) {
            assertThat(reading.get(ORDER)).isEqualTo("id\n");
            refused(() -> reading.put(ORDER, "id\n1\n"));
            refused(() -> reading.put("/sources/order/20200126_order.csv", "id\n1\n"));
            refused(() -> reading.sftp().mkdir("/sources/order/sub"));
            refused(() -> reading.sftp().rm(ORDER));
            refused(() -> reading.sftp().rename(ORDER, ORDER + "x"));
            refused(() -> reading.sftp().setMtime(ORDER, 1));
            refused(() -> reading.sftp().chmod(0600, ORDER));
            assertThat(reading.session().isConnected()).isTrue();
        }
        assertThat(Files.readString(pod.at("over-1", "sources/order/20200125_order.csv")))
                .isEqualTo("id\n");
    }

    @Test
    void mayWriteAtItsNextLogInWhenThereIsRoom() throws Exception {
        pod.put(ListedAccount.of("room-1"));
        list("room-1");
        awaitReadOnly("room-1");

        list();

        awaitWritable("room-1");
    }

    @Test
    void mayWriteWhenTheDayIsOverThoughNobodyChangesTheList() throws Exception {
        pod.put(ListedAccount.of("day-1"));
        write(new ReadOnlyAccounts(List.of(new Entry(
                new AccountId("day-1"),
                Limit.DAILY,
                Instant.now(),
                Optional.of(Instant.now().plusSeconds(4))))));
        awaitReadOnly("day-1");

        awaitWritable("day-1");
    }

    @Test
    void limitsNobodyWhenTheListIsGoneOrUnreadable() throws Exception {
        pod.put(ListedAccount.of("lost-1"));
        list("lost-1");
        awaitReadOnly("lost-1");

        Files.writeString(pod.volume.resolve("limits/read-only.json"), "{\"acc");
        awaitWritable("lost-1");
        list("lost-1");
        awaitReadOnly("lost-1");
        Files.delete(pod.volume.resolve("limits/read-only.json"));

        awaitWritable("lost-1");
        assertThat(Files.readString(pod.log()))
                .contains("nobody is held to limits, because the list of accounts over a limit cannot be read");
    }

    @Test
    void keepsTheFolderOfTheListToTheService() throws Exception {
        pod.put(ListedAccount.of("curious-1"));

        try (var service = pod.service();
                var tenant = pod.login("curious-1")) {
            service.put("/limits/.draft", "{}");
            service.sftp().rm("/limits/.draft");
            refused(() -> tenant.sftp().ls("/limits"));
            refused(() -> tenant.sftp().ls("/../../limits"));
        }
    }

    @Test
    void carriesFiveHundredAccountsOverALimit() throws Exception {
        carriesAccountsOverALimit(500);
    }

    @Test
    @Tag("long")
    void carriesTenThousandAccountsOverALimit() throws Exception {
        carriesAccountsOverALimit(10_000);
    }

    private static void carriesAccountsOverALimit(int count) throws Exception {
        var last = "full-%05d".formatted(count - 1);
        var names = IntStream.range(0, count).mapToObj("full-%05d"::formatted).toArray(String[]::new);
        try (var many = LocalPod.inMemory()) {
            many.put(Stream.concat(Stream.of(names).map(ListedAccount::of), Stream.of(ListedAccount.of("within-2")))
                    .toArray(ListedAccount[]::new));
            var before = logIns(many, last);

            var began = System.nanoTime();
            Files.writeString(
                    many.volume.resolve("limits/read-only.json"), listOf(names).json());
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> isReadOnly(many, last));
            var effective = millisSince(began);

            System.out.printf(
                    "%,d accounts over a limit: effective after %d ms; log-in median %d ms, %d ms when nobody is%n",
                    count, effective, logIns(many, last), before);
            assertThat(isReadOnly(many, "full-00000")).isTrue();
            assertThat(isReadOnly(many, "within-2")).isFalse();
        }
    }

    private static long logIns(LocalPod pod, String accountId) throws Exception {
        var millis = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            var began = System.nanoTime();
            pod.login(accountId).close();
            millis.add(millisSince(began));
        }
        return millis.stream().sorted().toList().get(3);
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static ReadOnlyAccounts listOf(String... accuids) {
        return new ReadOnlyAccounts(Stream.of(accuids)
                .map(accountId -> new Entry(new AccountId(accountId), Limit.WORKSPACE, Instant.now(), Optional.empty()))
                .toList());
    }

    private void list(String... accuids) throws IOException {
        write(listOf(accuids));
    }

    private void write(ReadOnlyAccounts accounts) throws IOException {
        AtomicFile.write(pod.volume.resolve("limits/read-only.json"), accounts.json(), AtomicFile.READABLE);
    }

    private void awaitReadOnly(String accountId) {
        await().atMost(SOON).ignoreExceptions().until(() -> isReadOnly(pod, accountId));
    }

    private void awaitWritable(String accountId) {
        await().atMost(SOON).ignoreExceptions().until(() -> !isReadOnly(pod, accountId));
    }

    private static boolean isReadOnly(LocalPod pod, String accountId) throws Exception {
        try (var client = pod.login(accountId)) {
            client.put(ORDER, "id\n");
            return false;
        } catch (SftpException refused) {
            if (refused.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
                return true;
            }
            throw refused;
        }
    }

    private static void refused(ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOf(SftpException.class);
    }
}
