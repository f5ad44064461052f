package io.sluice.devstack.stack;

import io.sluice.devstack.parts.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// PostgreSQL with the services' databases. It is ready when `launch` returns.
record PostgresPart(EmbeddedPostgres server, List<String> databases) implements RunningPart {

    @Override
    public void launch() {
        server.start();
        databases.forEach(server::createDatabase);
    }

    @Override
    public void awaitReady(Duration limit) {
        if (!isAlive()) {
            throw new IllegalStateException("PostgreSQL died, see " + log());
        }
    }

    @Override
    public boolean isAlive() {
        return ProcessHandle.of(server.pid()).isPresent();
    }

    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public Path log() {
        return server.log();
    }
}
