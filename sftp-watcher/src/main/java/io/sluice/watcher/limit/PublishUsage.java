package io.sluice.watcher.limit;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.watcher.event.Events;
import io.sluice.watcher.time.Ticker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Tells what accounts use of their limits when it changed: at once when it crossed 80 % or the limit, else a
/// few seconds after it was last told; every account once after the start. Used by one thread.
public final class PublishUsage {
    private static final Logger LOG = Logger.getLogger(PublishUsage.class);
    private static final int AT_ONCE = 500;

    private final Events events;
    private final Duration interval;
    private final Ticker ticker;
    private final Map<AccountId, Told> told = new HashMap<>();

    /// @param interval how often an account's use is told while it changes
    public PublishUsage(Events events, Duration interval, Ticker ticker) {
        this.events = events;
        this.interval = interval;
        this.ticker = ticker;
    }

    /// What cannot be told is told at a later call.
    void publish(List<UsageMeasured> usages) {
        told.keySet().retainAll(usages.stream().map(UsageMeasured::accountId).collect(Collectors.toSet()));
        var tick = ticker.elapsed();
        var news = usages.stream().filter(usage -> isNews(usage, tick)).toList();
        for (int from = 0; from < news.size(); from += AT_ONCE) {
            if (!send(news.subList(from, Math.min(news.size(), from + AT_ONCE)), tick)) {
                LOG.warnf("what %d accounts use of their limits is not told yet, it is tried again", news.size());
                return;
            }
        }
    }

    private boolean isNews(UsageMeasured usage, Duration tick) {
        var former = told.get(usage.accountId());
        var now = Fact.of(usage);
        return former == null
                || former.fact().levels() != now.levels()
                || (!former.fact().equals(now) && tick.minus(former.at()).compareTo(interval) >= 0);
    }

    private boolean send(List<UsageMeasured> usages, Duration tick) {
        var sendings = new ArrayList<Uni<Boolean>>();
        usages.forEach(usage -> sendings.add(send(usage)));
        var all = true;
        for (int i = 0; i < usages.size(); i++) {
            if (sendings.get(i).await().indefinitely()) {
                told.put(usages.get(i).accountId(), new Told(Fact.of(usages.get(i)), tick));
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
                    LOG.debugf("the use of account %s is not told yet: %s", usage.accountId(), failure.getMessage());
                    return false;
                })
                .memoize()
                .indefinitely();
        sending.subscribe().with(sent -> LOG.tracef("told of %s: %s", usage.accountId(), sent));
        return sending;
    }

    private record Told(Fact fact, Duration at) {}

    /// A measurement but for its time.
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
