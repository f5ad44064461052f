package io.sluice.notifier.limit;

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

    static UsageLevel of(Use use) {
        if (use.used() >= use.limit()) {
            return REACHED;
        }
        return use.used() >= use.limit() - use.limit() / 5 ? NEAR : BELOW;
    }

    boolean isAbove(UsageLevel other) {
        return compareTo(other) > 0;
    }
}
