/// Files on their way to clients. Start at [Download].
@NullMarked
package io.sluice.web.download;

import org.jspecify.annotations.NullMarked;
