/// Finds records and cells in bytes; start reading at [io.sluice.engine.scan.RecordScanner].
@NullMarked
package io.sluice.engine.scan;

import org.jspecify.annotations.NullMarked;
