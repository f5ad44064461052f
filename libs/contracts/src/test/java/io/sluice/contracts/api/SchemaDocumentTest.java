package io.sluice.contracts.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.json.SluiceJson;
import org.junit.jupiter.api.Test;

class SchemaDocumentTest {
    private static final String ORDER = """
            {"source_type":"order","source_name":"Order","description":"","schema":[{"name":"id","type":"Integer"}],\
            "version":3,"updated_at":2,"updated_by":0,"created_at":1,"created_by":0}""";
    private static final String RETIRED = ORDER.replace("\"created_by\":0", "\"created_by\":0,\"retired\":true");

    private final ObjectMapper json = SluiceJson.mapper();

    @Test
    void readsWhatItWrites() throws JsonProcessingException {
        var document = json.readValue(ORDER, SchemaDocument.class);

        assertThat(document.takesFiles()).isTrue();
        assertThat(json.writeValueAsString(document)).isEqualTo(ORDER);
    }

    @Test
    void saysThatASourceIsRetired() throws JsonProcessingException {
        var document = json.readValue(RETIRED, SchemaDocument.class);

        assertThat(document.takesFiles()).isFalse();
        assertThat(json.writeValueAsString(document)).isEqualTo(RETIRED);
    }
}
