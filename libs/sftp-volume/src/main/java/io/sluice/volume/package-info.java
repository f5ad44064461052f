/// The SFTP volume that all uploads lie on, for the services that handle files. Start at [Volume].
@NullMarked
package io.sluice.volume;

import org.jspecify.annotations.NullMarked;
