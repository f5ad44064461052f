/// A file checked over HTTP without being kept: the same report, nothing stored. Start at [DryRunResource].
@NullMarked
package io.sluice.validator.dryrun;

import org.jspecify.annotations.NullMarked;
