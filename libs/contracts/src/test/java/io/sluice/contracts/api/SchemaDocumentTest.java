package io.sluice.contracts.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.engine.schema.FieldDeclaration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaDocumentTest {
    private static final String ORDER = """
            {"source_type":"order","source_name":"Order","description":"","schema":[{"name":"id","type":"Integer"}],\
            "kind":"days","field_ids":{"id":2},"version":3,"updated_at":2,"updated_by":0,"created_at":1,"created_by":0}""";
    private static final String RETIRED = ORDER.replace("\"created_by\":0", "\"created_by\":0,\"retired\":true");

    private static final String BEFORE_KINDS = ORDER.replace("\"kind\":\"days\",", "");
    private static final String ENTITIES = ORDER.replace(
            "\"kind\":\"days\",\"field_ids\":{\"id\":2}", "\"kind\":\"entities\",\"batch_schema\":\"purchase\"");

    private final ObjectMapper json = SluiceJson.mapper();

    @Test
    void readsWhatItWrites() throws JsonProcessingException {
        var document = json.readValue(ORDER, SchemaDocument.class);

        assertThat(document.takesFiles()).isTrue();
        assertThat(document.fieldIds()).containsExactly(Map.entry("id", 2));
        assertThat(json.writeValueAsString(document)).isEqualTo(ORDER);
    }

    @Test
    void readsDocumentFromBeforeFieldsHadIds() throws JsonProcessingException {
        var document = json.readValue(ORDER.replace("\"field_ids\":{\"id\":2},", ""), SchemaDocument.class);

        assertThat(document.fieldIds()).isEmpty();
    }

    @Test
    void saysThatASourceIsRetired() throws JsonProcessingException {
        var document = json.readValue(RETIRED, SchemaDocument.class);

        assertThat(document.takesFiles()).isFalse();
        assertThat(json.writeValueAsString(document)).isEqualTo(RETIRED);
    }

    @Test
    void readsDocumentFromBeforeThereWereKinds() throws JsonProcessingException {
        var document = json.readValue(BEFORE_KINDS, SchemaDocument.class);

        assertThat(document.takesFiles()).isTrue();
        assertThat(json.writeValueAsString(document)).isEqualTo(ORDER);
    }

    @Test
    void saysThatASourceTakesRecordsOfBatches() throws JsonProcessingException {
        var document = json.readValue(ENTITIES, SchemaDocument.class);

        assertThat(document.takesFiles()).isFalse();
        assertThat(document.batchSchema()).isEqualTo(new BatchSchema("purchase"));
        assertThat(json.writeValueAsString(document)).isEqualTo(ENTITIES);
    }

    @Test
    void keepsPartsOfFields() throws JsonProcessingException {
        var field = """
                {"name":"lines","type":"Array","items":{"type":"Object","fields":[{"name":"no","type":"Integer"}]}}""";

        var document = json.readValue(field, FieldDocument.class);

        assertThat(document.toDeclaration())
                .isEqualTo(FieldDeclaration.array(
                        "lines", FieldDeclaration.objects(FieldDeclaration.of("no", "Integer"))));
        assertThat(json.writeValueAsString(FieldDocument.of(document.toDeclaration())))
                .isEqualTo(field);
    }
}
