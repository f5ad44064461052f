/// Gives claimed uploads to the service. Start at [SealUploads].
@NullMarked
package io.sluice.agent.seal;

import org.jspecify.annotations.NullMarked;
