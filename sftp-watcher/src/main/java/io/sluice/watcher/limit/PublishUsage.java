package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.events.log.Log;
import io.sluice.watcher.PublishEvent;
import io.sluice.watcher.Ticker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final PublishEvent events;
    private final Duration interval;
    private final Ticker ticker;
    private final Map<AccountId, Published> published = new HashMap<>();

    /// Takes its collaborators.
    ///
    /// @param interval time between two publications of an account's usage while it changes
    public PublishUsage(PublishEvent events, Duration interval, Ticker ticker) {
        this.events = events;
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
        for (int from = 0; from < changed.size(); from += AT_ONCE) {
            if (!send(changed.subList(from, Math.min(changed.size(), from + AT_ONCE)), tick)) {
                LOG.warn(
                        "measurements of some accounts are not published yet, tried again",
                        field("accounts", changed.size()));
                return;
            }
        }
    }

    private boolean isToBePublished(UsageMeasured usage, Duration tick) {
        var previous = published.get(usage.accountId());
        var now = Fact.of(usage);
        return previous == null
                || previous.fact().levels() != now.levels()
                || (!previous.fact().equals(now) && tick.minus(previous.at()).compareTo(interval) >= 0);
    }

    private boolean send(List<UsageMeasured> usages, Duration tick) {
        var sendings = new ArrayList<Uni<Boolean>>();
        usages.forEach(usage -> sendings.add(send(usage)));
        var all = true;
        for (int i = 0; i < usages.size(); i++) {
            if (sendings.get(i).await().indefinitely()) {
                published.put(usages.get(i).accountId(), new Published(Fact.of(usages.get(i)), tick));
            } else {
                all = false;
            }
        }
        return all;
    }

    private Uni<Boolean> send(UsageMeasured usage) {
        var sending = events.publish(Topics.USAGE_MEASURED, usage.accountId().value(), usage)
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debug("a measurement is not published yet", account(usage.accountId()), cause(failure));
                    return false;
                })
                .memoize()
                .indefinitely();
        sending.subscribe().with(ignored -> {});
        return sending;
    }

    private record Published(Fact fact, Duration at) {}

    /// A measurement without its time.
    private record Fact(Meter workspace, Meter daily, Instant resetsAt) {
        static Fact of(UsageMeasured usage) {
            return new Fact(usage.workspace(), usage.daily(), usage.resetsAt());
        }

        int levels() {
            return 3 * level(workspace) + level(daily);
        }

        private static int level(Meter meter) {
            if (meter.exceeded()) {
                return 2;
            }
            return meter.usedBytes() >= meter.limitBytes() * 0.8 ? 1 : 0;
        }
    }
}
