/// Checks a file over HTTP: the same report as for an upload, and nothing is stored. Start reading at
/// [DryRunResource].
@NullMarked
package io.sluice.validator.dryrun;

import org.jspecify.annotations.NullMarked;
