/// The reports of jobs in the object store, where a job's outcome becomes final. Start at [ReportStore].
@NullMarked
package io.sluice.objects.report;

import org.jspecify.annotations.NullMarked;
