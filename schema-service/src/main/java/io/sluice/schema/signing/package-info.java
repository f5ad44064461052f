/// The key pair of the service: it signs tokens, and its public half verifies them. Start at [SigningKey].
@NullMarked
package io.sluice.schema.signing;

import org.jspecify.annotations.NullMarked;
