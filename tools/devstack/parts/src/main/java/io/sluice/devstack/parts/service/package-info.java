/// Services as they are deployed, as processes of a test or a benchmark. Start at [PackagedService].
@NullMarked
package io.sluice.devstack.parts.service;

import org.jspecify.annotations.NullMarked;
