/// Signed addresses, which need no other credential. Start at [AddressSigner].
@NullMarked
package io.sluice.web.address;

import org.jspecify.annotations.NullMarked;
