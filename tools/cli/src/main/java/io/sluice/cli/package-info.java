/// The command line `sluice`. Start at [Main]; each command is a package of its own.
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
