package io.opensesame.internal.store;

import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns entries into the bytes of a file. {@link OpenedStore} is the way back.
 *
 * <p>A file is a header, a sealed index and one sealed record for each copy. The index is sealed with the header as
 * associated data; a record with the header and its own line of the index, which has scope, name, stage or version, and
 * the time of the fetch. Each write has a salt of its own, and so a key of its own: nothing of one file can stand in
 * another, nor in another place of the same.
 */
final class StoreFormat {
    static final int MAX_FILE_BYTES = 64 << 20;

    private static final int BINARY = 1;
    private static final int NEXT_ROTATION = 2;
    private static final int LAST_ROTATION = 4;

    private StoreFormat() {}

    static byte[] seal(List<StoredEntry> entries, MasterKey master, SecureRandom random) {
        byte[] writeSalt = new byte[FileHeader.SALT_BYTES];
        random.nextBytes(writeSalt);
        List<byte[]> records = entries.stream().map(StoreFormat::record).toList();
        List<byte[]> lines = new ArrayList<>();
        FieldWriter index = new FieldWriter();
        for (int i = 0; i < records.size(); i++) {
            byte[] line = line(entries.get(i), records.get(i).length + RecordCipher.TAG_BYTES);
            lines.add(line);
            index.raw(line);
        }
        byte[] header = new FileHeader(
                        master.parameters(),
                        master.check(),
                        writeSalt,
                        index.length() + RecordCipher.TAG_BYTES,
                        entries.size())
                .encode();
        FieldWriter file = new FieldWriter().raw(header);
        try (RecordCipher cipher = new RecordCipher(master, writeSalt)) {
            file.raw(cipher.seal(0, header, index.toBytes()));
            for (int i = 0; i < records.size(); i++) {
                if (entries.get(i).facts() != null) {
                    file.raw(cipher.seal(i + 1, associated(header, lines.get(i)), records.get(i)));
                }
            }
        } finally {
            records.forEach(StoreFormat::wipe);
        }
        return file.toBytes();
    }

    private static void wipe(byte[] record) {
        Arrays.fill(record, (byte) 0);
    }

    static byte[] associated(byte[] header, byte[] line) {
        return new FieldWriter().raw(header).raw(line).toBytes();
    }

    private static byte[] line(StoredEntry entry, int recordBytes) {
        EntryKey key = entry.key();
        FieldWriter out = new FieldWriter()
                .text(key.scope())
                .u8(key.byVersionId() ? 1 : 0)
                .text(key.name())
                .text(key.selector())
                .instant(entry.time());
        ValueFacts facts = entry.facts();
        return facts == null
                ? out.u8(0).toBytes()
                : out.u8(1).text(facts.versionId()).u32(recordBytes).toBytes();
    }

    /** A line of the index: an entry without its value. */
    record Line(EntryKey key, Instant time, @Nullable String versionId, int recordBytes) {}

    static Line readLine(FieldReader in) throws StoreException {
        String scope = in.text();
        boolean byVersionId = flag(in.u8());
        EntryKey key = new EntryKey(scope, byVersionId, in.text(), in.text());
        Instant time = in.instant();
        if (!flag(in.u8())) {
            return new Line(key, time, null, 0);
        }
        Line line = new Line(key, time, in.text(), in.u32());
        if (line.recordBytes() < RecordCipher.TAG_BYTES) {
            throw StoreException.damaged("a record in it has " + line.recordBytes() + " bytes");
        }
        return line;
    }

    private static boolean flag(int value) throws StoreException {
        if (value > 1) {
            throw StoreException.damaged("a flag in it is " + value);
        }
        return value == 1;
    }

    private static byte[] record(StoredEntry entry) {
        ValueFacts facts = entry.facts();
        if (facts == null) {
            return new byte[0];
        }
        Instant next = facts.nextRotation();
        Instant last = facts.lastRotation();
        FieldWriter out = new FieldWriter()
                .text(facts.secretName())
                .text(facts.type().name())
                .u8((facts.binary() ? BINARY : 0)
                        | (next == null ? 0 : NEXT_ROTATION)
                        | (last == null ? 0 : LAST_ROTATION))
                .u8(facts.stages().size());
        facts.stages().forEach(stage -> out.text(stage.name()));
        out.instant(Objects.requireNonNullElse(next, Instant.EPOCH))
                .instant(Objects.requireNonNullElse(last, Instant.EPOCH))
                .u32(entry.plaintext().length)
                .raw(entry.plaintext());
        byte[] record = out.toBytes();
        out.wipe();
        return record;
    }

    static StoredEntry readRecord(Line line, String versionId, byte[] record) throws StoreException {
        FieldReader in = new FieldReader(record);
        String secretName = in.text();
        String type = in.text();
        int flags = in.u8();
        Set<VersionStage> stages = new HashSet<>();
        try {
            for (int count = in.u8(); count > 0; count--) {
                stages.add(VersionStage.of(in.text()));
            }
            Instant next = in.instant();
            Instant last = in.instant();
            ValueFacts facts = new ValueFacts(
                    secretName,
                    versionId,
                    Set.copyOf(stages),
                    SecretType.of(type),
                    (flags & BINARY) != 0,
                    (flags & NEXT_ROTATION) == 0 ? null : next,
                    (flags & LAST_ROTATION) == 0 ? null : last);
            byte[] plaintext = in.raw(in.u32());
            in.end();
            return StoredEntry.copy(line.key(), line.time(), facts, plaintext);
        } catch (IllegalArgumentException e) {
            throw StoreException.damaged("a secret type or a version stage in it is none");
        }
    }
}
