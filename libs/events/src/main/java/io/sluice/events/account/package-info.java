/// The account facts that every service keeps in memory. Start at [AccountView].
@NullMarked
package io.sluice.events.account;

import org.jspecify.annotations.NullMarked;
