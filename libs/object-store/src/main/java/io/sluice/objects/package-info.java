/// Requests to the object store. Start at [ObjectRequests].
@NullMarked
package io.sluice.objects;

import org.jspecify.annotations.NullMarked;
