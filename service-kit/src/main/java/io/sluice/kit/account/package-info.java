/// The account facts that every service keeps in memory. Start at [AccountView].
@NullMarked
package io.sluice.kit.account;

import org.jspecify.annotations.NullMarked;
