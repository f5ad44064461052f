/// A job's error report out of the object store, as JSON and CSV. Start at [JobErrorsResource].
@NullMarked
package io.sluice.job.report;

import org.jspecify.annotations.NullMarked;
