package io.sluice.watcher.claim;

import io.sluice.contracts.file.JobId;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.scan.UploadNews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The claims that this process works on, from the rename until the event is published or the file is back,
/// and what the scan must learn of them.
///
/// While a day has a claim here, no other file of it is claimed. So two versions of a day are handled in the
/// order of their arrival, and a claim that returns never follows a newer version. For one thread.
public final class ClaimLog {
    private final Ticker ticker;
    private final Map<JobId, Entry> entries = new TreeMap<>(Comparator.naturalOrder());
    private final Map<String, Integer> days = new HashMap<>();
    private final List<UploadNews> news = new ArrayList<>();

    public ClaimLog(Ticker ticker) {
        this.ticker = ticker;
    }

    /// One claim and how far it is.
    ///
    /// @param since when it came here, by the ticker
    record Entry(Claim claim, ClaimState state, Duration since) {}

    void set(Claim claim, ClaimState state) {
        var known = entries.get(claim.job().jobId());
        if (known == null) {
            days.merge(claim.job().key(), 1, Integer::sum);
        }
        entries.put(claim.job().jobId(), new Entry(claim, state, known == null ? ticker.elapsed() : known.since()));
    }

    /// To be called when nothing is left to do for the claim.
    void end(Claim claim) {
        if (entries.remove(claim.job().jobId()) != null) {
            days.computeIfPresent(claim.job().key(), (day, claims) -> claims == 1 ? null : claims - 1);
        }
    }

    /// All claims, in the order of their jobs.
    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    boolean holds(JobId job) {
        return entries.containsKey(job);
    }

    /// Whether a claim of the day is not finished.
    ///
    /// @param day [io.sluice.contracts.file.JobRef#key]
    boolean holdsDay(String day) {
        return days.containsKey(day);
    }

    /// The keys of all days with a claim.
    Set<String> days() {
        return Set.copyOf(days.keySet());
    }

    int size() {
        return entries.size();
    }

    /// How long the oldest of these claims has been here; zero without one.
    Duration oldest(Predicate<Claim> counts) {
        var now = ticker.elapsed();
        return entries.values().stream()
                .filter(entry -> counts.test(entry.claim()))
                .map(entry -> now.minus(entry.since()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    void report(UploadNews one) {
        news.add(one);
    }

    /// What was reported since the last call. A cycle that breaks off leaves it to the next one.
    List<UploadNews> takeNews() {
        var taken = List.copyOf(news);
        news.clear();
        return taken;
    }
}
