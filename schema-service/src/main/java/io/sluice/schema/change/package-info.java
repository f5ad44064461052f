/// The transactions that change accounts and what belongs to them. Start at [AccountChanges].
@NullMarked
package io.sluice.schema.change;

import org.jspecify.annotations.NullMarked;
