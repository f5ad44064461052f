/// Query parameters that more than one service reads. Start at [PageParameters].
@NullMarked
package io.sluice.web.parameter;

import org.jspecify.annotations.NullMarked;
