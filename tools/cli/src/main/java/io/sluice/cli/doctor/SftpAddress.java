package io.sluice.cli.doctor;

/// Where an SFTP server listens.
record SftpAddress(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /// As `known_hosts` writes it.
    String inKnownHosts() {
        return port == 22 ? host : "[" + host + "]:" + port;
    }
}
