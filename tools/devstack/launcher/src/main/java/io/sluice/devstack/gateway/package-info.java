/// The one address of the system on one machine; start reading at [Gateway].
@NullMarked
package io.sluice.devstack.gateway;

import org.jspecify.annotations.NullMarked;
