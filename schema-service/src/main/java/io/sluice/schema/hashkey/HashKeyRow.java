package io.sluice.schema.hashkey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "hash_keys")
@NullUnmarked
class HashKeyRow {
    @Id
    @Column(name = "accuid")
    String accountId;

    byte[] key;

    @Column(name = "made_at")
    Instant madeAt;

    @Column(name = "made_by")
    long madeBy;
}
