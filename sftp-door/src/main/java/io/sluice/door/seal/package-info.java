/// Gives claimed uploads to the service. Start at [SealUploads].
@NullMarked
package io.sluice.door.seal;

import org.jspecify.annotations.NullMarked;
