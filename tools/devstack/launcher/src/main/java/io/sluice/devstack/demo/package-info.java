/// The demo: a tenant's day, step by step, with checks. Start reading at [Demo].
@NullMarked
package io.sluice.devstack.demo;

import org.jspecify.annotations.NullMarked;
