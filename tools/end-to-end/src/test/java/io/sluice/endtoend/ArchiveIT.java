package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What becomes of files that lie in `processed/` for a week, and how they come back.
@ExtendWith(ArchivingStack.class)
@Tag("server-blind")
@ResourceLock(value = ArchivingStack.SERVICES, mode = ResourceAccessMode.READ)
class ArchiveIT {
    private static final String MEMBERS = "id,name,birthdate,address,phone\n";
    private final Instant eightDaysAgo = Instant.now().minus(Duration.ofDays(8));
    private final Stack stack;

    ArchiveIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void oldFileIsArchivedListedAndReplayed() throws Exception {
        var tenant = Tenant.with(stack, "member");
        tenant.upload("member", "20200125_member.csv", MEMBERS + "1,Ann,,,\n");
        var first = tenant.awaitEnd("member", "20200125");
        var job = first.path("job_id").asText();

        age(stack, tenant, job);
        var archived = awaitArchived(stack, tenant).getFirst();
        var left = tenant.list("/processed/member");
        var replayed = whenWatched(
                        () -> admin(stack).post("/v1/%s/jobs/%s/replay".formatted(tenant.accountId, job), Map.of()))
                .expect(202)
                .json();
        var second = tenant.awaitJob(
                "member",
                "20200125",
                latest -> latest.path("attempt").asInt() == 2
                        && latest.path("status").asText().equals("success"));

        assertThat(left).isEmpty();
        assertThat(archived.path("job_id").asText()).isEqualTo(job);
        assertThat(archived.path("file_name").asText()).isEqualTo("20200125_member.csv");
        assertThat(archived.path("outcome").asText()).isEqualTo("success");
        assertThat(archived.path("size").asLong()).isEqualTo(MEMBERS.length() + 9);
        assertThat(archived.path("key").asText())
                .isEqualTo("archive/%s/member/2020/01/20200125_member.%s.csv.gz".formatted(tenant.accountId, job));
        assertThat(second.path("job_id").asText())
                .isEqualTo(replayed.path("job_id").asText());
        assertThat(tenant.read("/processed/member/20200125_member.csv")).isEqualTo(MEMBERS + "1,Ann,,,\n");
    }

    @Test
    void youngFileStaysWhereItsTenantSeesIt() throws Exception {
        var tenant = Tenant.with(stack, "member");
        tenant.upload("member", "20200125_member.csv", MEMBERS + "1,Ann,,,\n");
        tenant.awaitEnd("member", "20200125");
        tenant.upload("member", "20200126_member.csv", MEMBERS + "x,Bob,,,\n");
        var failed = tenant.awaitEnd("member", "20200126");

        age(stack, tenant, failed.path("job_id").asText());
        awaitArchived(stack, tenant);

        assertThat(tenant.list("/processed/member")).containsExactly("20200125_member.csv");
        assertThat(tenant.list("/invalid/member")).isEmpty();
        assertThat(tenant.api.get("/v1/%s/archive".formatted(tenant.accountId)).status())
                .isEqualTo(403);
    }

    private static Api admin(Stack stack) {
        return new Api(stack.url(), stack.adminToken());
    }

    private List<JsonNode> awaitArchived(Stack stack, Tenant tenant) {
        return await("a file of %s is archived".formatted(tenant.accountId))
                .atMost(Tenant.LIMIT)
                .until(
                        () -> StreamSupport.stream(
                                        whenWatched(() -> admin(stack)
                                                        .get("/v1/%s/archive?source_type=member"
                                                                .formatted(tenant.accountId)))
                                                .expect(200)
                                                .json()
                                                .path("files")
                                                .spliterator(),
                                        false)
                                .toList(),
                        files -> !files.isEmpty() && isDone(stack, tenant));
    }

    /// [PickupIT] stops the watcher for a minute; a client asks again after 503.
    private static Api.Answer whenWatched(Callable<Api.Answer> request) {
        return await("an answer of the watcher").atMost(Tenant.LIMIT).until(request, answer -> answer.status() != 503);
    }

    /// The object is there some moments before the file goes.
    private boolean isDone(Stack stack, Tenant tenant) {
        try (var waiting = Files.walk(stack.volume().resolve("released/" + hour(eightDaysAgo)))) {
            return waiting.noneMatch(path -> path.toString().contains("/" + tenant.accountId + "/"));
        } catch (IOException | UncheckedIOException movesMeanwhile) {
            return !Files.exists(stack.volume().resolve("released/" + hour(eightDaysAgo)));
        }
    }

    /// Makes the volume as if the job had ended eight days ago.
    private void age(Stack stack, Tenant tenant, String job) throws IOException {
        var released = stack.volume().resolve("released");
        var record = await("the release record of job " + job)
                .until(() -> record(released, job), found -> !found.isEmpty())
                .getFirst();
        var text = Files.readString(record)
                .replaceFirst("\"released_at\":\"[^\"]+\"", "\"released_at\":\"" + eightDaysAgo + "\"");
        assertThat(text).contains(eightDaysAgo.toString());
        Files.writeString(record, text);
        Files.setLastModifiedTime(record, FileTime.from(eightDaysAgo));
        var folder = released.resolve(hour(eightDaysAgo)).resolve(tenant.accountId);
        Files.createDirectories(folder);
        // As root, beside OpenSSH, these would not be the service's.
        Files.setOwner(folder, Files.getOwner(released));
        Files.setOwner(folder.getParent(), Files.getOwner(released));
        Files.move(record, folder.resolve(record.getFileName()));
    }

    private static List<Path> record(Path released, String job) throws IOException {
        try (var files = Files.walk(released)) {
            return files.filter(file -> file.endsWith(job + ".json")).toList();
        } catch (UncheckedIOException movesMeanwhile) {
            return List.of();
        }
    }

    private static String hour(Instant moment) {
        return DateTimeFormatter.ofPattern("uuuuMMddHH").format(moment.atOffset(ZoneOffset.UTC));
    }
}
