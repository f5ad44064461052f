/// Removes the files of batches some time after their outcome, and all there is of erased accounts. Start at
/// [RemoveOldFiles] and [RemoveErasedAccounts].
@NullMarked
package io.sluice.batch.removal;

import org.jspecify.annotations.NullMarked;
