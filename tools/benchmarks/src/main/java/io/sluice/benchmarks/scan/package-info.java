/// Measures the cost of many accounts against real OpenSSH and Kafka. Start at [ManyAccounts].
@NullMarked
package io.sluice.benchmarks.scan;

import org.jspecify.annotations.NullMarked;
