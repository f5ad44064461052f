/// What a tenant does with the system, told step by step and checked; start reading at [Demo].
@NullMarked
package io.sluice.devstack.demo;

import org.jspecify.annotations.NullMarked;
