/// Measures how long small files take from their clean close to the end of their job. Start at [SmallFiles].
@NullMarked
package io.sluice.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
