/// What the server checks of a request's head and of a connection before REST sees the request. Start at
/// [RequestHead].
@NullMarked
package io.sluice.web.connection;

import org.jspecify.annotations.NullMarked;
