package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Samples;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Accounts with a daily pick-up of their own on a platform that takes files at once. One test stops the
/// watcher for a minute or two, which the others bear. It begins first, because it waits the longest.
@ExtendWith(ArchivingStack.class)
@Tag("server-blind")
@Order(1)
class PickupIT {
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final String MEMBERS = "id,name,birthdate,address,phone\n1,a,,,\n";
    /// Enough for an upload, an answer and a kill.
    private static final Duration SOON = Duration.ofSeconds(40);

    private final Stack stack;

    PickupIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    @ResourceLock(value = ArchivingStack.SERVICES, mode = ResourceAccessMode.READ)
    void aFileWaitsForThePickupUntilTheScheduleBecomesContinuous() {
        var pickup = minuteAfter(Duration.ofHours(11));
        var tenant = tenant(dailyAt(pickup));
        var before = Instant.now();

        tenant.upload("member", "20200125_member.csv", MEMBERS);
        var waiting = awaitReason(tenant, "20200125", pickup);
        var files = tenant.api
                .get("/v1/" + tenant.accountId + "/files?state=waiting")
                .expect(200)
                .json();

        assertThat(waiting.path("file_name").asText()).isEqualTo("20200125_member.csv");
        assertThat(waiting.path("data_date").asText()).isEqualTo("20200125");
        assertThat(waiting.path("attempt").asInt()).isEqualTo(1);
        assertThat(waiting.path("received_at").asLong())
                .isBetween(before.getEpochSecond() - 1, Instant.now().getEpochSecond());
        assertThat(waiting.path("next_pickup").asLong()).isEqualTo(pickup.toEpochSecond());
        assertThat(waiting.has("job_id")).isFalse();
        assertThat(files.path("files")).hasSize(1);
        var file = files.path("files").path(0);
        assertThat(file.path("path").asText()).isEqualTo("/sources/member/20200125_member.csv");
        assertThat(file.path("size").asInt()).isEqualTo(MEMBERS.length());
        assertThat(file.path("reason").asText()).isEqualTo(reason(pickup));
        assertThat(file.path("seen_at").asLong())
                .isEqualTo(waiting.path("received_at").asLong());

        pickUp(tenant, "continuous");

        assertThat(tenant.awaitEnd("member", "20200125").path("status").asText())
                .isEqualTo("success");
        assertThat(tenant.list("/processed/member")).containsExactly("20200125_member.csv");
    }

    @Test
    void aWatcherThatWasDownAtThePickupCatchesUpAndLeavesWhatCameLater() {
        var tenant = tenant(dailyAt(minuteAfter(Duration.ofHours(11))));
        var pickup = minuteAfter(SOON);
        pickUp(tenant, dailyAt(pickup));
        tenant.upload("member", "20200125_member.csv", MEMBERS);
        awaitReason(tenant, "20200125", pickup);

        stack.kill(Part.SFTP_WATCHER);
        var killed = Instant.now();
        await("the pick-up at " + pickup)
                .atMost(Duration.ofMinutes(3))
                .until(() -> Instant.now().isAfter(pickup.toInstant().plusSeconds(1)));
        tenant.upload("member", "20200126_member.csv", MEMBERS);
        stack.bringBack(Part.SFTP_WATCHER);
        var caughtUp = tenant.awaitEnd("member", "20200125");
        var later = awaitReason(tenant, "20200126", pickup.plusDays(1));

        assertThat(killed).isBefore(pickup.toInstant());
        assertThat(caughtUp.path("status").asText()).isEqualTo("success");
        assertThat(later.path("next_pickup").asLong())
                .isEqualTo(pickup.plusDays(1).toEpochSecond());

        pickUp(tenant, "* * * * * Asia/Taipei");
        var next = tenant.awaitEnd("member", "20200126");

        assertThat(next.path("status").asText()).isEqualTo("success");
    }

    @Test
    void everyMinutesPickupTakesWhatCameBeforeItAndNotWhatCameAfter() {
        var tenant = tenant("* * * * * Asia/Taipei");

        tenant.upload("member", "20200125_member.csv", MEMBERS);
        var job = tenant.awaitEnd("member", "20200125");

        var arrived = Instant.ofEpochSecond(job.path("received_at").asLong());
        assertThat(claimedAt(job))
                .isAfterOrEqualTo(arrived.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60));
        assertThat(job.path("status").asText()).isEqualTo("success");
    }

    /// The watcher hears of the source and of the schedule in the order in which they are made.
    private Tenant tenant(String pickup) {
        var tenant = Tenant.with(stack);
        pickUp(tenant, pickup);
        return tenant.addSource(Samples.source("member")).awaitDoor("member");
    }

    private void pickUp(Tenant tenant, String pickup) {
        tenant.admin()
                .patch("/v1/accounts/" + tenant.accountId, "{\"pickup\": \"%s\"}".formatted(pickup))
                .expect(200);
    }

    private static JsonNode awaitReason(Tenant tenant, String date, ZonedDateTime pickup) {
        return tenant.awaitJob(
                "member",
                date,
                job -> job.path("status").asText().equals("waiting")
                        && job.path("reason").asText().equals(reason(pickup)));
    }

    private static String reason(ZonedDateTime pickup) {
        return "Waiting for the pick-up at %s %s Asia/Taipei".formatted(pickup.toLocalDate(), pickup.toLocalTime());
    }

    /// The first full minute after that time from now.
    private static ZonedDateTime minuteAfter(Duration time) {
        return ZonedDateTime.now(TAIPEI)
                .plus(time)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
    }

    private static String dailyAt(ZonedDateTime moment) {
        return "%d %d * * * Asia/Taipei".formatted(moment.getMinute(), moment.getHour());
    }

    /// A job id begins with the milliseconds of its making.
    private static Instant claimedAt(JsonNode job) {
        return Instant.ofEpochMilli(Long.parseLong(job.path("job_id").asText().substring(0, 12), 16));
    }
}
