/// Tokens of accounts: issue, list, revoke. Start at [IssueToken].
@NullMarked
package io.sluice.schema.token;

import org.jspecify.annotations.NullMarked;
