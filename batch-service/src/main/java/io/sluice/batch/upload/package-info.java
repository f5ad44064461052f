/// Receives the file of a batch at its signed address and stores it (spec 2 section 1, step 5). Start at
/// [UploadResource] and [ReceiveUpload].
@NullMarked
package io.sluice.batch.upload;

import org.jspecify.annotations.NullMarked;
