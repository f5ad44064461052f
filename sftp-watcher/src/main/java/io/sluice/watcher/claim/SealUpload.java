package io.sluice.watcher.claim;

/// Makes a claimed file the service's own before it is announced (spec 4 section 3).
///
/// A seam of the deployment. The embedded SFTP server refuses every write to a handle whose file was claimed, so there
/// is nothing to do; beside OpenSSH a helper with root's rights changes the file's owner.
@FunctionalInterface
public interface SealUpload {
    /// Returns when the file is sealed; sealing it again does no harm.
    void seal(Claim claim);

    /// Where the server itself keeps writers from claimed files.
    static SealUpload byTheServer() {
        return claim -> {};
    }
}
