/// Reads and checks the records of a batch: a gzip file of JSON lines. Start reading at
/// [io.sluice.engine.batch.BatchRun].
@NullMarked
package io.sluice.engine.batch;

import org.jspecify.annotations.NullMarked;
