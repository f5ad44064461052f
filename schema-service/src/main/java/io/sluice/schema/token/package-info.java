/// Signed tokens of accounts: issue, list, revoke, and the key set to verify them. Start at [IssueToken].
@NullMarked
package io.sluice.schema.token;

import org.jspecify.annotations.NullMarked;
