/// Who the tenants are: ids, sources and the facts every service keeps. Start at [AccountFacts].
@NullMarked
package io.sluice.contracts.account;

import org.jspecify.annotations.NullMarked;
