/// Consumes claims, validates their files on worker threads and acknowledges each claim once its outcome is
/// published. Start reading at [ClaimConsumer].
@NullMarked
package io.sluice.validator.claim;

import org.jspecify.annotations.NullMarked;
