/// The sources of an account and the versions of their schemas. Start at [ChangeSource].
@NullMarked
package io.sluice.schema.source;

import org.jspecify.annotations.NullMarked;
