/// Requests from one service to another. Start reading at [ServiceRequests].
@NullMarked
package io.sluice.web.client;

import org.jspecify.annotations.NullMarked;
