/// Errors as RFC 9457 problem+json. Start at [Problems].
@NullMarked
package io.sluice.web.problem;

import org.jspecify.annotations.NullMarked;
