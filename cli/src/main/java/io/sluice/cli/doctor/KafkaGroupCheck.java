package io.sluice.cli.doctor;

import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// A service reads its topics and keeps up.
///
/// @param group the consumer group, named like the service
/// @param mostLag records that may wait
record KafkaGroupCheck(String group, KafkaAccess access, long mostLag) implements Check {
    @Override
    public Subject subject() {
        return new Subject("kafka", "group " + group);
    }

    @Override
    public String place() {
        return access.place();
    }

    @Override
    public String ifSilent() {
        return "see what the check of the brokers says";
    }

    @Override
    public Outcome run() throws InterruptedException {
        try (var kafka = access.open()) {
            var admin = kafka.admin();
            var described =
                    KafkaAccess.get(admin.describeConsumerGroups(List.of(group)).all());
            var members = described.values().stream()
                    .mapToInt(found -> found.members().size())
                    .sum();
            return judge(members, lag(admin));
        } catch (GroupIdNotFoundException none) {
            return judge(0, 0);
        } catch (KafkaException away) {
            return new Outcome.NotChecked("Kafka does not answer, see brokers");
        }
    }

    private Outcome judge(int members, long lag) {
        if (members == 0) {
            return new Outcome.Bad(
                    "nobody reads, %d records wait (%s)".formatted(lag, place()),
                    "at least one member of " + group,
                    "start %s; if it runs, read the end of its log".formatted(group));
        }
        return lag <= mostLag
                ? new Outcome.Good("members: %d, records that wait: %d (%s)".formatted(members, lag, place()))
                : new Outcome.Bad(
                        "%d records wait for %d members (%s)".formatted(lag, members, place()),
                        "at most " + mostLag,
                        "run the doctor again in a minute: when it grows, start more instances of " + group
                                + "; when it stands still, read its log");
    }

    private long lag(Admin admin) throws InterruptedException {
        var committed = KafkaAccess.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        var lag = 0L;
        for (var end : KafkaAccess.get(admin.listOffsets(ends).all()).entrySet()) {
            var read = committed.get(end.getKey());
            // A partition of which nothing was committed yet has no entry.
            if (read != null) {
                lag += Math.max(0, end.getValue().offset() - read.offset());
            }
        }
        return lag;
    }
}
