package io.sluice.cli.doctor;

/// Host and port of an SFTP server.
record SftpAddress(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /// The form of `known_hosts`.
    String inKnownHosts() {
        return port == 22 ? host : "[" + host + "]:" + port;
    }
}
