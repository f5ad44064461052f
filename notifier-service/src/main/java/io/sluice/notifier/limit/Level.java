package io.sluice.notifier.limit;

import io.sluice.contracts.event.UsageMeasured.Meter;

/// How far a use has come, lowest first.
public enum Level {
    /// Less than 80 % of the limit.
    BELOW,
    /// 80 % of the limit or more.
    NEAR,
    /// All of it, or more.
    REACHED;

    static Level of(Meter meter) {
        if (meter.usedBytes() >= meter.limitBytes()) {
            return REACHED;
        }
        return meter.usedBytes() >= meter.limitBytes() - meter.limitBytes() / 5 ? NEAR : BELOW;
    }

    boolean isAbove(Level other) {
        return compareTo(other) > 0;
    }
}
