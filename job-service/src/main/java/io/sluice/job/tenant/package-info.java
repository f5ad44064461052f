/// The accounts and sources that a request can name. Start at [KnownSources].
@NullMarked
package io.sluice.job.tenant;

import org.jspecify.annotations.NullMarked;
