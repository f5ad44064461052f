/// The key with which the sensitive values of an account are hashed, if it has one. Start at
/// [HashKeyResource].
@NullMarked
package io.sluice.schema.hashkey;

import org.jspecify.annotations.NullMarked;
