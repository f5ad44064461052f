package io.sluice.job.live;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the live events that consumer and streams share, and the count of streams.
final class LiveEventsBeans {
    @Produces
    @Singleton
    LiveEvents events() {
        return new LiveEvents();
    }

    @Produces
    @Singleton
    OpenStreams openStreams(LiveEventsConfig config) {
        return new OpenStreams(config.maxStreams());
    }
}
