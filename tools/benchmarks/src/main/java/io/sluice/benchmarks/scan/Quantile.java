package io.sluice.benchmarks.scan;

import java.util.Arrays;

/// Quantiles by nearest rank.
public final class Quantile {
    private Quantile() {}

    /// The smallest value that at least this share of the values does not exceed; 0 when there are no values.
    ///
    /// @param share 0.5 for the median
    public static double of(double share, double... values) {
        if (values.length == 0) {
            return 0;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
