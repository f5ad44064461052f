/// What it costs to read and check the records of a batch. Start reading at
/// [io.sluice.benchmarks.records.JsonRecords].
@NullMarked
package io.sluice.benchmarks.records;

import org.jspecify.annotations.NullMarked;
