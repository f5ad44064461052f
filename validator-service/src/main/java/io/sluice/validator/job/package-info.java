/// Reads and checks one claimed file, stores its outcome and publishes it. Start reading at [ValidateUpload].
@NullMarked
package io.sluice.validator.job;

import org.jspecify.annotations.NullMarked;
