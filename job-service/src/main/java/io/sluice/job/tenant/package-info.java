/// Which accounts and sources a request may speak of. Start at [KnownSources].
@NullMarked
package io.sluice.job.tenant;

import org.jspecify.annotations.NullMarked;
