/// The running system: parts and services as processes, their settings, keys and folders; start reading at
/// [Stack].
@NullMarked
package io.sluice.devstack.stack;

import org.jspecify.annotations.NullMarked;
