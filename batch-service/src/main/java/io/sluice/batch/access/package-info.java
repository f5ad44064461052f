/// Who calls: an account's token, alone or with its client key. Start at [BasicCredentials].
@NullMarked
package io.sluice.batch.access;

import org.jspecify.annotations.NullMarked;
