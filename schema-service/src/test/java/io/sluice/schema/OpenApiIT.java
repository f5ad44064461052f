package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class OpenApiIT {
    @Test
    void namesKeysAsTheApiTakesThem() {
        var document = Api.admin().get("/q/openapi?format=json").jsonPath();

        Map<String, Object> account = document.getMap("components.schemas.AccountForm.properties");
        assertThat(account)
                .containsKeys("accuid", "ip_allowlist", "ssh_public_keys", "daily_upload_limit_bytes")
                .allSatisfy((key, property) -> assertThat(key).matches("[a-z_]+"));
    }
}
