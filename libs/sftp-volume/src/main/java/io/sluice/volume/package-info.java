/// The SFTP volumes that hold the uploads, for the services that handle files. Start at [Volumes].
@NullMarked
package io.sluice.volume;

import org.jspecify.annotations.NullMarked;
