/// Finds records and cells in bytes. Start reading at [io.sluice.engine.scan.ExactScanner].
@NullMarked
package io.sluice.engine.scan;

import org.jspecify.annotations.NullMarked;
