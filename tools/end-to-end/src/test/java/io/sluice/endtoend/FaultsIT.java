package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.BatchSources;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Any process may be killed at any moment: afterwards every file has one terminal job and lies in one place,
/// and no mail comes twice.
@ExtendWith(SharedStack.class)
@ResourceLock(SharedStack.PARTS)
class FaultsIT {
    private static final String HEADER = "id,name,birthdate,address,phone\n";
    private static final int GOOD = 12;
    private static final int BAD = 6;
    private static final String RECORD = """
        {"ref":"ace73c06-b361-11ed-afa1-0242ac120002","schema":"guest","mode":"insert","value":{"guestType":"visitor","email":"a@example.com"}}\
        """;

    private final Stack stack;
    private final Set<Part> stopped = EnumSet.noneOf(Part.class);

    FaultsIT(Stack stack) {
        this.stack = stack;
    }

    @AfterEach
    void everythingRunsAgain() {
        List.copyOf(stopped).forEach(this::bringBack);
    }

    /// Batches are taken while Kafka is dead, at the first try.
    @Test
    void losesNothingWhenPartsAreKilledAmidTheWork() {
        var client = clientOfBatches();
        var taken = new ArrayList<UUID>();
        killAmidTheWork(List.of(Part.KAFKA, Part.POSTGRES, Part.SFTP_WATCHER, Part.VALIDATOR_SERVICE), dead -> {
            if (dead == Part.KAFKA) {
                taken.add(client.askingOnce().put(BatchClient.file(List.of(RECORD))));
            }
        });

        assertThat(client.awaitEnd(taken.getFirst(), Tenant.LIMIT)
                        .at("/status/code")
                        .asText())
                .isEqualTo("success");
    }

    @Test
    @Tag("long")
    void losesNothingWhenTheOtherPartsAreKilledAmidTheWork() {
        killAmidTheWork(
                List.of(Part.OBJECT_STORE, Part.JOB_SERVICE, Part.NOTIFIER_SERVICE, Part.SCHEMA_SERVICE), dead -> {});
    }

    /// One after the other, each amid the work of an account of its own. Files of the account before may be
    /// in work still.
    ///
    /// @param meanwhile is called while the part is dead
    private void killAmidTheWork(List<Part> parts, Consumer<Part> meanwhile) {
        var tenants = new EnumMap<Part, Tenant>(Part.class);
        parts.forEach(part -> {
            var tenant = Tenant.with(stack, "member");
            tenants.put(part, tenant);
            upload(tenant, 1);
            await().atMost(Tenant.LIMIT)
                    .until(() -> !claimed(tenant).isEmpty()
                            || tenant.list("/sources/member").size() < GOOD + BAD);

            kill(part);
            meanwhile.accept(part);
            upload(tenant, 2);
            bringBack(part);
        });

        tenants.forEach((part, tenant) -> awaitAllEnds("killed " + part, tenant, 2));
    }

    private BatchClient clientOfBatches() {
        var tenant = Tenant.with(stack, "member");
        BatchSources.ensure(tenant.admin(), tenant.accountId);
        return tenant.batches();
    }

    @ParameterizedTest
    @EnumSource(names = {"JOB_SERVICE", "NOTIFIER_SERVICE"})
    void filesMoveOnWhileAServiceThatOnlyListensIsHalted(Part part) {
        var tenant = Tenant.with(stack, "member");

        stack.halt(part);
        try {
            upload(tenant, 1);
            await().atMost(Tenant.LIMIT)
                    .untilAsserted(
                            () -> assertThat(tenant.list("/processed/member")).hasSize(GOOD));
        } finally {
            stack.goOn(part);
        }

        awaitAllEnds("halted " + part, tenant, 1);
    }

    @Test
    void losesNothingWhenTheSftpServerIsKilled() {
        var tenant = Tenant.with(stack, "member");
        upload(tenant, 1);
        // The server's last words need a moment to the disk; one more log-in takes longer.
        tenant.list("/sources/member");

        kill(Part.SFTP);
        bringBack(Part.SFTP);
        tenant.awaitDoor("member");

        awaitAllEnds("killed SFTP", tenant, 1);
    }

    @Test
    void takesNoHalfFileWhenTheSftpServerIsKilledAmidItsUpload() {
        var tenant = Tenant.with(stack, "member");
        var whole = big(20_000);
        try (var sftp = tenant.login()) {
            assertThatThrownBy(() -> sftp.put(
                            "/sources/member/20240101_member.csv",
                            new SequenceInputStream(
                                    new ByteArrayInputStream(whole, 0, whole.length / 2), new KillsSftp())))
                    .hasMessageContaining("put /sources/member/20240101_member.csv");
        }
        bringBack(Part.SFTP);
        tenant.awaitDoor("member");

        var waiting = tenant.awaitJob(
                "member", "20240101", job -> job.path("reason").asText().startsWith("Upload broken off"));
        tenant.upload("member", "20240101_member.csv", whole);
        var job = tenant.awaitEnd("member", "20240101");

        assertThat(waiting.path("status").asText()).isEqualTo("waiting");
        assertThat(job.path("status").asText()).isEqualTo("success");
        assertThat(job.path("rows").asLong()).isEqualTo(20_000);
        assertThat(tenant.jobs("member")).hasSize(1);
    }

    @Test
    void announcesAClaimAgainThatItsWatcherCouldNotAnnounce() throws IOException {
        var tenant = Tenant.with(stack, "member");
        var jobId = "%012x7%s"
                .formatted(
                        System.currentTimeMillis(),
                        UUID.randomUUID().toString().replace("-", "").substring(13));
        kill(Part.SFTP_WATCHER);
        // What a watcher leaves that dies between its rename and its announcement.
        var claim = Files.createDirectories(processing(tenant).resolve(jobId));
        var upload = Files.writeString(stack.volume().resolveSibling(jobId), HEADER + "1,a,,,\n");
        Files.move(upload, claim.resolve("20240101_member.csv"), StandardCopyOption.ATOMIC_MOVE);
        var service = Files.getOwner(stack.volume().resolve("processing"));
        Files.setOwner(claim.getParent(), service);
        Files.setOwner(claim, service);

        bringBack(Part.SFTP_WATCHER);
        var job = tenant.awaitEnd("member", "20240101");

        assertThat(job.path("job_id").asText()).isEqualTo(jobId);
        assertThat(job.path("status").asText()).isEqualTo("success");
        assertThat(tenant.list("/processed/member")).containsExactly("20240101_member.csv");
        await().atMost(Tenant.LIMIT)
                .untilAsserted(() -> assertThat(claimed(tenant)).isEmpty());
    }

    @Test
    void validatesAgainWhenTheValidatorIsKilledInMidFile() {
        validatesAgainWhenTheValidatorIsKilledIn(1_000_000);
    }

    @Test
    @Tag("long")
    void validatesAgainWhenTheValidatorIsKilledInABigFile() {
        validatesAgainWhenTheValidatorIsKilledIn(10_000_000);
    }

    private void validatesAgainWhenTheValidatorIsKilledIn(int rows) {
        var tenant = Tenant.with(stack, "member");
        tenant.upload("member", "20240101_member.csv", big(rows));
        // The file may end between two looks: the kill then finds it ended, and nothing changes.
        tenant.awaitJob(
                "member", "20240101", job -> !job.path("status").asText().equals("waiting"));

        kill(Part.VALIDATOR_SERVICE);
        bringBack(Part.VALIDATOR_SERVICE);
        var job = tenant.awaitEnd("member", "20240101");

        assertThat(job.path("status").asText()).isEqualTo("success");
        assertThat(job.path("rows").asLong()).isEqualTo(rows);
        assertThat(tenant.jobs("member")).hasSize(1);
        assertThat(tenant.list("/processed/member")).containsExactly("20240101_member.csv");
    }

    @Test
    void sendsTheMailOnceTheMailServerIsBack() {
        var tenant = Tenant.with(stack, "member");
        stack.stopMail();
        try {
            tenant.upload("member", "20240101_member.csv", HEADER + "x,a,,,\n");
            tenant.awaitEnd("member", "20240101");
        } finally {
            stack.startMail();
        }

        assertThat(tenant.awaitMails(1)).hasSize(1);
    }

    private void kill(Part part) {
        stopped.add(part);
        stack.kill(part);
    }

    private void bringBack(Part part) {
        stack.bringBack(part);
        stopped.remove(part);
    }

    private Path processing(Tenant tenant) {
        return stack.volume().resolve("processing").resolve(tenant.accountId);
    }

    private void upload(Tenant tenant, int month) {
        try (var sftp = tenant.login()) {
            IntStream.rangeClosed(1, GOOD)
                    .forEach(day -> sftp.put(
                            "/sources/member/" + date(month, day) + "_member.csv",
                            (HEADER + "1,a,,,\n".repeat(500)).getBytes(StandardCharsets.UTF_8)));
            IntStream.rangeClosed(GOOD + 1, GOOD + BAD)
                    .forEach(day -> sftp.put(
                            "/sources/member/" + date(month, day) + "_member.csv",
                            (HEADER + "x,a,,,\n").getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String date(int month, int day) {
        return "2024%02d%02d".formatted(month, day);
    }

    private void awaitAllEnds(String cause, Tenant tenant, int months) {
        for (int month = 1; month <= months; month++) {
            for (int day = 1; day <= GOOD + BAD; day++) {
                var place = cause + ", " + date(month, day);
                var job = tenant.awaitEnd("member", date(month, day));
                assertThat(job.path("status").asText()).as(place).isEqualTo(day <= GOOD ? "success" : "failed");
                assertThat(job.path("attempt").asInt()).as(place).isEqualTo(1);
            }
        }
        await(cause)
                .atMost(Tenant.LIMIT)
                .untilAsserted(() -> assertThat(claimed(tenant)).isEmpty());
        assertThat(tenant.list("/sources/member")).as(cause).isEmpty();
        assertThat(tenant.list("/processed/member")).as(cause).hasSize(GOOD * months);
        assertThat(tenant.list("/invalid/member")).as(cause).hasSize(2 * BAD * months);
        assertThat(tenant.jobs("member").stream()
                        .map(job -> job.path("file_name").asText()))
                .as(cause)
                .hasSize((GOOD + BAD) * months)
                .doesNotHaveDuplicates();
        assertThat(subjects(tenant.awaitMails(BAD * months)))
                .as(cause)
                .hasSize(BAD * months)
                .doesNotHaveDuplicates();
    }

    private static List<String> subjects(List<JsonNode> mails) {
        return mails.stream().map(mail -> mail.path("subject").asText()).toList();
    }

    /// The job folders of the account below `processing/`, seen from the disk.
    private List<Path> claimed(Tenant tenant) {
        var folder = processing(tenant);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var jobs = Files.list(folder)) {
            return jobs.toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// What is read after the server was killed.
    private final class KillsSftp extends InputStream {
        @Override
        public int read() {
            return read(new byte[1], 0, 1) < 0 ? -1 : ' ';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (!stopped.contains(Part.SFTP)) {
                kill(Part.SFTP);
            }
            Arrays.fill(target, offset, offset + length, (byte) ' ');
            return length;
        }
    }

    private static byte[] big(int rows) {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            text.append(i).append(",Ann Other,1990-02-28,1 Main Street,+886 2 1234 5678\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
