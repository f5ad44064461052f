/// The result of a run: errors, totals, the verdict, and the report as CSV. Start reading at
/// [io.sluice.engine.report.Report].
@NullMarked
package io.sluice.engine.report;

import org.jspecify.annotations.NullMarked;
