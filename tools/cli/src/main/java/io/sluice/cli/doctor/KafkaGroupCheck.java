package io.sluice.cli.doctor;

import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// Checks that a service reads its topics and keeps up.
///
/// @param group the consumer group, which has the service's name
/// @param mostLag how many records may wait
record KafkaGroupCheck(String group, KafkaAccess access, long mostLag) implements KafkaCheck {
    @Override
    public Subject subject() {
        return new Subject("kafka", "group " + group);
    }

    @Override
    public CheckOutcome ask(Admin kafka) throws InterruptedException {
        try {
            var described =
                    KafkaAccess.get(kafka.describeConsumerGroups(List.of(group)).all());
            var members = described.values().stream()
                    .mapToInt(found -> found.members().size())
                    .sum();
            return judge(members, lag(kafka));
        } catch (GroupIdNotFoundException none) {
            return judge(0, 0);
        }
    }

    private CheckOutcome judge(int members, long lag) {
        if (members == 0) {
            return new CheckOutcome.Bad(
                    "nobody reads, %d records wait (%s)".formatted(lag, place()),
                    "at least one member of " + group,
                    "start %s; if it runs, read the end of its log".formatted(group));
        }
        return lag <= mostLag
                ? new CheckOutcome.Good("members: %d, records that wait: %d (%s)".formatted(members, lag, place()))
                : new CheckOutcome.Bad(
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
            // A partition without a committed offset has no entry.
            if (read != null) {
                lag += Math.max(0, end.getValue().offset() - read.offset());
            }
        }
        return lag;
    }
}
