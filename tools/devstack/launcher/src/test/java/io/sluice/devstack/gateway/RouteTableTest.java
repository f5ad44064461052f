package io.sluice.devstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.gateway.RouteTable.Route;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private final RouteTable routes = RouteTable.load();

    @ParameterizedTest
    @CsvSource({
        "/v1/accounts, schema-service",
        "/v1/accounts/acme/tokens/7, schema-service",
        "/.well-known/jwks.json, schema-service",
        "/v1/acme/sources, schema-service",
        "/v1/acme/sources/order, schema-service",
        "/v1/acme/sources/order/schema, schema-service",
        "/v1/acme/sources/order/schema/versions/2, schema-service",
        "/v1/acme/sources/order/job, job-service",
        "/v1/acme/sources/order/jobs, job-service",
        "/v1/acme/jobs/78181ab8f4b34a5b80c09da1dc81d76d/errors, job-service",
        "/v1/jobs, job-service",
        "/v1/files, job-service",
        "/v1/acme/files, job-service",
        "/v1/acme/files/confirm, sftp-watcher",
        "/v1/acme/usage, job-service",
        "/v1/acme/events, job-service",
        "/v1/acme/archive, sftp-watcher",
        "/v1/acme/jobs/78181ab8f4b34a5b80c09da1dc81d76d/replay, job-service",
        "/v1/acme/sources/order/validate, validator-service",
        "/v1/acme/sources/batch_guest/entities, data-service",
        "/v1/acme/sources/order/data, data-service",
        "/v1/acme/sources/order/data/days, data-service",
        "/v1/acme/sources/order/data/diff, data-service",
        "/v1/acme/sources/batch_guest/data/snapshot, data-service",
        "/data-files/acme/order/20200125/019aa6a4c0fa7b5b80c09da1dc81d76d-0a1b2c3d.parquet, data-service",
        "/v1/acme/sources/batch_guest/entities/crm:7, data-service",
        "/v1/acme/sources/batch_guest/entities/a%2Fb%5C, data-service",
        "/iceberg/v1/config, data-service",
        "/iceberg/v1/acme/namespaces/acme/tables/order, data-service",
        "/iceberg/files/sluice/lake/acme/order/data/date%3D2020-01-25/019a-0a1b2c3d.parquet, data-service",
        "/v2/batches, batch-service",
        "/v2/batches/3ee694e5-0b77-2d1e-af19-1aa78f500785, batch-service",
        "/v2/batches/inspect/3ee694e5-0b77-2d1e-af19-1aa78f500785, batch-service",
        "/v2/uploads/3ee694e5-0b77-2d1e-af19-1aa78f500785, batch-service",
        "/v2/logs/3ee694e5-0b77-2d1e-af19-1aa78f500785, batch-service",
    })
    void knowsTheServiceOfEveryPath(String path, String service) {
        assertThat(routes.service(path)).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v3/acme/sources",
                "/internal/sftp-accounts",
                "/internal/replays",
                "/q/health",
                "/v1/acme/sources/order/unknown",
                "/v1/accounts/../../internal/sftp-accounts",
                "/v1/accounts/%2e%2E/internal",
                "/v1/accounts/..%2f..%2finternal",
                "/v1//sources",
                "/v1/acme/jobs/",
                "/v1/accounts/..\\x",
                "/v1/acme%2Fx/sources/batch_guest/entities/a",
                "/v1/acme/sources/batch_guest%2F..%2F../entities/a",
                "/v1/acme/sources/batch_guest/entities/a/b",
                "/v1/acme/sources/batch_guest/entities/%2e.",
                "/v2",
                "/v2/uploads",
                "/v2/batches/a%2Fb"
            })
    void knowsNothingElse(String path) {
        assertThat(routes.service(path)).isEqualTo(Optional.empty());
    }

    @Test
    void refusesALineThatIsNoRoute() {
        assertThatThrownBy(() -> Route.parse("job-service v1/jobs"))
                .hasMessage("route 'job-service v1/jobs', expected '<service> /<pattern>'");
    }
}
