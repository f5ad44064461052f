/// Claims come in, wait their turn, are worked on and acknowledged when their outcome is announced. Start at
/// [ClaimConsumer].
@NullMarked
package io.sluice.validator.claim;

import org.jspecify.annotations.NullMarked;
