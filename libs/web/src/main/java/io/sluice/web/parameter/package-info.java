/// Path and query parameters of the services. Start at [TypedParameters] and [PageParameters].
@NullMarked
package io.sluice.web.parameter;

import org.jspecify.annotations.NullMarked;
