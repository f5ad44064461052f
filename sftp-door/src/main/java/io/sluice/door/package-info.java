/// The daemon beside OpenSSH in the SFTP pod. Start at [DoorMain].
@NullMarked
package io.sluice.door;

import org.jspecify.annotations.NullMarked;
