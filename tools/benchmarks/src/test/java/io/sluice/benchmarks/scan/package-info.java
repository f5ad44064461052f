@NullMarked
package io.sluice.benchmarks.scan;

import org.jspecify.annotations.NullMarked;
