/// Query parameters that more than one service reads. Start at [PageParameters].
@NullMarked
package io.sluice.kit.parameter;

import org.jspecify.annotations.NullMarked;
