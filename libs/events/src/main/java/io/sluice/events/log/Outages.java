package io.sluice.events.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Logs what does not work when it begins and when it is over; the attempts in between stand at debug level.
/// Thread-safe.
public final class Outages {
    private static final int MOST_OPEN = 10_000;

    private final Log log;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    public Outages(Log log) {
        this.log = log;
    }

    /// To be called at each attempt that does not work.
    ///
    /// @param what the thing that does not work, e.g. a path
    public void report(String what, String message, LogFields... fields) {
        if (open.size() < MOST_OPEN && open.add(what)) {
            log.warn(message, fields);
        } else {
            log.debug(message, fields);
        }
    }

    /// To be called at each attempt that works.
    public void over(String what, String message, LogFields... fields) {
        if (open.remove(what)) {
            log.info(message, fields);
        }
    }
}
