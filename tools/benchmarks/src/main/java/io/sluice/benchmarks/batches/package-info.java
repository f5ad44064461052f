/// Measures what data-service takes: records a second into a large table, many batches at once, one large
/// batch. Start reading at [BatchLoads].
@NullMarked
package io.sluice.benchmarks.batches;

import org.jspecify.annotations.NullMarked;
