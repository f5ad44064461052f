/// One claimed file: read once, judged, its outcome stored and announced. Start at [ValidateUpload].
@NullMarked
package io.sluice.validator.job;

import org.jspecify.annotations.NullMarked;
