package io.sluice.cli.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The way in which Sluice's services log in to the SFTP server.
///
/// @param limit for the connection and for each answer
record ServiceAccess(SftpAddress address, String user, Path privateKey, Optional<Path> knownHosts, Duration limit) {}
