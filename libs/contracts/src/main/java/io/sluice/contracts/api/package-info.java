/// The JSON shapes that several services share. Start at [ReportDocument].
@NullMarked
package io.sluice.contracts.api;

import org.jspecify.annotations.NullMarked;
