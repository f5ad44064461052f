/// The watcher as a service, on a real broker, object store and SFTP server.
@NullMarked
package io.sluice.watcher.service;

import org.jspecify.annotations.NullMarked;
