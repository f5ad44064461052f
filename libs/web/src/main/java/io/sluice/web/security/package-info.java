/// Who may call what: roles, the account in the path, revoked tokens. Start at [AccountScope].
@NullMarked
package io.sluice.web.security;

import org.jspecify.annotations.NullMarked;
