/// What a run found: errors, totals, the verdict and the report's CSV; start reading at
/// [io.sluice.engine.report.Report].
@NullMarked
package io.sluice.engine.report;

import org.jspecify.annotations.NullMarked;
