/// The `README.txt` that each account's user finds in its root. Start at [KeepReadmes].
@NullMarked
package io.sluice.sftpserver.readme;

import org.jspecify.annotations.NullMarked;
