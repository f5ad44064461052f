/// How a change of an account is made and becomes known. Start at [AccountChanges].
@NullMarked
package io.sluice.schema.change;

import org.jspecify.annotations.NullMarked;
