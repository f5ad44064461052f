/// Tokens of administrators and services: issue, list, revoke. Start at [IssuePlatformToken].
@NullMarked
package io.sluice.schema.platform;

import org.jspecify.annotations.NullMarked;
