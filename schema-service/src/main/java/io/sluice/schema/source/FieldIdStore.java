package io.sluice.schema.source;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sluice.contracts.account.SourceKind;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.schema.change.AccountChanges;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;

/// Gives ids to the fields of versions that have none: those from before fields had ids, and those that an
/// instance of the previous version stores during an upgrade or after a rollback.
///
/// It happens before anybody reads such a version. Oldest first, so that a version with ids never follows one
/// without, and each version is compared with the one before it. Stored ids never change.
@ApplicationScoped
class FieldIdStore {
    /// Bounds one transaction: documents may be large, and a source may have a thousand of them.
    private static final int VERSIONS_AT_ONCE = 10;

    private final AccountChanges changes;

    FieldIdStore(AccountChanges changes) {
        this.changes = changes;
    }

    /// The fields of a version and their ids.
    private record Given(List<FieldDeclaration> fields, FieldIds ids) {
        Given next(List<FieldDeclaration> after) {
            return new Given(after, ids.next(fields, after, Map.of()));
        }
    }

    /// A version whose fields lack ids.
    private record Lacking(int version, String declaration) {}

    /// Gives ids to the next versions of a source that lack them; does nothing if none does.
    Uni<Void> giveNext(Long sourceId) {
        return changes.inTransaction(() -> Panache.getSession()
                .chain(session -> session.find(SourceRow.class, sourceId, LockModeType.PESSIMISTIC_WRITE)
                        .chain(row -> lacking(session, sourceId)
                                .chain(lacking -> lacking.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : last(session, row).chain(last -> give(session, row, last, lacking))))));
    }

    private static Uni<List<Lacking>> lacking(Mutiny.Session session, Long sourceId) {
        return session.createQuery(
                        "select v.version, v.declaration from SourceVersionRow v"
                                + " where v.sourceId = ?1 and v.fieldIds is null order by v.version",
                        Lacking.class)
                .setParameter(1, sourceId)
                .setMaxResults(VERSIONS_AT_ONCE)
                .getResultList();
    }

    /// The newest version whose fields have ids.
    private static Uni<Given> last(Mutiny.Session session, SourceRow row) {
        return session.createQuery(
                        "select v.declaration, v.fieldIds from SourceVersionRow v"
                                + " where v.sourceId = ?1 and v.fieldIds is not null order by v.version desc",
                        Object[].class)
                .setParameter(1, row.sourceId)
                .setMaxResults(1)
                .getResultList()
                .map(found -> found.isEmpty()
                        ? new Given(List.of(), new FieldIds(FieldIds.NONE.byName(), row.nextFieldId))
                        : new Given(
                                StoredDeclaration.read((String) found.getFirst()[0])
                                        .declaration()
                                        .fields(),
                                FieldIds.read((String) found.getFirst()[1], row.nextFieldId)));
    }

    private static Uni<Void> give(Mutiny.Session session, SourceRow row, Given last, List<Lacking> lacking) {
        var given = last;
        var texts = new TreeMap<Integer, String>();
        for (var version : lacking) {
            if (row.intake().kind() == SourceKind.DAYS) {
                given = given.next(StoredDeclaration.read(version.declaration())
                        .declaration()
                        .fields());
            }
            texts.put(version.version(), given.ids().text());
        }
        row.nextFieldId = given.ids().next();
        return Multi.createFrom()
                .iterable(texts.entrySet())
                .onItem()
                .transformToUniAndConcatenate(text -> store(session, row.sourceId, text.getKey(), text.getValue()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Integer> store(Mutiny.Session session, Long sourceId, int version, String fieldIds) {
        return session.createMutationQuery(
                        "update SourceVersionRow set fieldIds = ?1 where sourceId = ?2 and version = ?3")
                .setParameter(1, fieldIds)
                .setParameter(2, sourceId)
                .setParameter(3, version)
                .executeUpdate();
    }
}
