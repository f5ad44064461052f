package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.watcher.JobIds;
import io.sluice.watcher.PublishEvent;
import io.sluice.watcher.Sendings;
import io.sluice.watcher.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Publishes the usage of accounts when it changes. Used by one thread.
///
/// | change | published |
/// |---|---|
/// | the first measurement after the start | at once |
/// | crosses 80 % of a limit, or the limit | at once |
/// | any other | at least an interval after the last publication |
public final class PublishUsage {
    private static final Log LOG = Log.of(PublishUsage.class);
    private static final int AT_ONCE = 500;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Outages outages = new Outages(LOG);
    private final PublishEvent events;
    private final JobIds ids;
    private final Duration interval;
    private final Ticker ticker;
    private final Map<AccountId, Published> published = new HashMap<>();
    private final Sendings<AccountId, UsageMeasured> sendings = new Sendings<>();

    /// @param ids gives moments that grow, whatever the clock says: the newest measurement counts
    /// @param interval time between two publications of an account's usage while it changes
    public PublishUsage(PublishEvent events, JobIds ids, Duration interval, Ticker ticker) {
        this.events = events;
        this.ids = ids;
        this.interval = interval;
        this.ticker = ticker;
    }

    /// Publishes what changed; what cannot be published now is published at a later call.
    void publish(List<UsageMeasured> usages) {
        published
                .keySet()
                .retainAll(usages.stream().map(UsageMeasured::accountId).collect(Collectors.toSet()));
        var tick = ticker.elapsed();
        var changed =
                usages.stream().filter(usage -> isToBePublished(usage, tick)).toList();
        if (changed.isEmpty() && sendings.size() == 0) {
            return;
        }
        var moment = changed.isEmpty() ? Instant.EPOCH : ids.moment();
        for (int from = 0; from < changed.size() && sendings.size() < AT_ONCE; from += AT_ONCE) {
            changed.subList(from, Math.min(changed.size(), from + AT_ONCE)).forEach(usage -> send(usage, moment));
            settle(tick);
        }
        settle(tick);
    }

    private void settle(Duration tick) {
        var answers = sendings.answers(LONGEST_WAIT);
        var failures = new ArrayList<Throwable>();
        for (var answer : answers) {
            if (answer.isConfirmed() || answer.isRefused()) {
                published.put(answer.what().accountId(), new Published(Fact.of(answer.what()), tick));
            } else {
                answer.failure().ifPresent(failures::add);
            }
        }
        if (!failures.isEmpty()) {
            outages.report(
                    Topics.USAGE_MEASURED,
                    "measurements of some accounts are not published yet, tried again",
                    field("accounts", failures.size()),
                    cause(failures.getFirst()));
        } else if (!answers.isEmpty()) {
            outages.over(Topics.USAGE_MEASURED, "measurements are published again");
        }
    }

    private void send(UsageMeasured measured, Instant moment) {
        var usage = measured.at(moment);
        sendings.send(
                usage.accountId(),
                usage,
                () -> events.publish(Topics.USAGE_MEASURED, usage.accountId().value(), usage));
    }

    private boolean isToBePublished(UsageMeasured usage, Duration tick) {
        if (sendings.isOpen(usage.accountId())) {
            return false;
        }
        var previous = published.get(usage.accountId());
        var now = Fact.of(usage);
        return previous == null
                || previous.fact().levels() != now.levels()
                || (!previous.fact().equals(now) && tick.minus(previous.at()).compareTo(interval) >= 0);
    }

    private record Published(Fact fact, Duration at) {}

    /// A measurement without its time.
    private record Fact(Meter workspace, Meter daily, Optional<EntryCount> files, Instant resetsAt) {
        static Fact of(UsageMeasured usage) {
            return new Fact(usage.workspace(), usage.daily(), usage.files(), usage.resetsAt());
        }

        int levels() {
            return 9 * files.map(count -> level(count.used(), count.limit())).orElse(0)
                    + 3 * level(workspace.usedBytes(), workspace.limitBytes())
                    + level(daily.usedBytes(), daily.limitBytes());
        }

        private static int level(long used, long limit) {
            if (used > limit) {
                return 2;
            }
            return used >= limit * 0.8 ? 1 : 0;
        }
    }
}
