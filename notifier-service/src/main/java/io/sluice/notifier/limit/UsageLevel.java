package io.sluice.notifier.limit;

import io.sluice.contracts.event.UsageMeasured.Meter;

/// How much of a limit is used, lowest first.
///
/// | level | used |
/// |---|---|
/// | `BELOW` | less than 80 % |
/// | `NEAR` | 80 % to less than 100 % |
/// | `REACHED` | 100 % or more |
public enum UsageLevel {
    BELOW,
    NEAR,
    REACHED;

    static UsageLevel of(Meter meter) {
        if (meter.usedBytes() >= meter.limitBytes()) {
            return REACHED;
        }
        return meter.usedBytes() >= meter.limitBytes() - meter.limitBytes() / 5 ? NEAR : BELOW;
    }

    boolean isAbove(UsageLevel other) {
        return compareTo(other) > 0;
    }
}
