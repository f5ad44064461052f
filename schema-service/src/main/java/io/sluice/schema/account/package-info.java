/// Tenants: their settings, state and password. Start at [CreateAccount].
@NullMarked
package io.sluice.schema.account;

import org.jspecify.annotations.NullMarked;
