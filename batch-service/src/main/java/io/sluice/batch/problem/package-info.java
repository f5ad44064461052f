/// Problems as published clients read them: with `message` and `code`. Start at [ClientKeys].
@NullMarked
package io.sluice.batch.problem;

import org.jspecify.annotations.NullMarked;
