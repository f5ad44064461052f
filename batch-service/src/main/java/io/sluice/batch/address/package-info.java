/// Signed addresses, which need no other credential. Start at [SignedAddresses].
@NullMarked
package io.sluice.batch.address;

import org.jspecify.annotations.NullMarked;
