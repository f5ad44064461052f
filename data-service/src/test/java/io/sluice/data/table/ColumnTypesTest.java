package io.sluice.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.contracts.json.SluiceJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "type": "Integer"                                                            | long
            "type": "Decimal"                                                            | decimal(38, 18)
            "type": "Decimal", "constraints": {"precision": 9, "scale": 2}               | decimal(9, 2)
            "type": "Decimal", "constraints": {"precision": 38}                          | decimal(38, 0)
            "type": "Double"                                                             | double
            "type": "Boolean"                                                            | boolean
            "type": "String"                                                             | string
            "type": "String", "format": "email"                                          | string
            "type": "Date"                                                               | date
            "type": "Date", "format": "dd.MM.yyyy"                                       | date
            "type": "DateTime"                                                           | timestamptz
            "type": "DateTime", "format": "dd.MM.yyyy HH:mm"                             | timestamp
            "type": "Time"                                                               | string
            "type": "Year"                                                               | int
            "type": "YearMonth"                                                          | string
            "type": "String", "sensitive": {"policy": "hash"}                            | string
            "type": "String", "sensitive": {"policy": "require_hashed"}                  | string
            """)
    void storesAField(String declaration, String type) throws JsonProcessingException {
        var document = SluiceJson.mapper().readValue("""
                        {"source_type": "order", "source_name": "Order", "description": "", "version": 1,
                         "schema": [{"name": "a", %s}], "field_ids": {"a": 7},
                         "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
                        """.formatted(declaration), SchemaDocument.class);

        assertThat(SourceColumns.of(document).columns().getFirst()).hasToString("7: a: optional " + type);
    }
}
