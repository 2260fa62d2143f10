package io.opensesame.internal.store;

import io.opensesame.internal.store.StoreFormat.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file whose header and index have proven to be ours. Records are opened one by one, when they are asked for.
 *
 * <p>Close it to wipe the key.
 */
final class OpenedStore implements AutoCloseable {
    private final byte[] file;
    private final byte[] header;
    private final MasterKey master;
    private final RecordCipher cipher;
    private final List<Place> places = new ArrayList<>();
    private final Map<EntryKey, Place> byKey = new HashMap<>();

    private byte[] index = new byte[0];

    /** Where a record is: its number, its line from start to end of the index, and its own offset in the file. */
    private record Place(int number, Line line, int lineStart, int lineEnd, int offset) {}

    private OpenedStore(byte[] file, FileHeader header, MasterKey master) {
        this.file = file;
        this.header = Arrays.copyOf(file, FileHeader.BYTES);
        this.master = master;
        this.cipher = new RecordCipher(master, header.writeSalt());
    }

    static OpenedStore open(byte[] file, KeyRing keys) throws StoreException {
        FileHeader header = FileHeader.decode(file);
        MasterKey master = keys.keyOf(header);
        OpenedStore opened = new OpenedStore(file, header, master);
        try {
            opened.readIndex(header);
            return opened;
        } catch (StoreException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void readIndex(FileHeader of) throws StoreException {
        index = cipher.open(0, header, slice(FileHeader.BYTES, of.indexBytes()));
        FieldReader in = new FieldReader(index);
        long offset = (long) FileHeader.BYTES + of.indexBytes();
        for (int number = 1; number <= of.entries(); number++) {
            int start = in.position();
            Line line = StoreFormat.readLine(in);
            Place place = new Place(number, line, start, in.position(), (int) offset);
            places.add(place);
            byKey.put(line.key(), place);
            offset += line.recordBytes();
            if (offset > file.length) {
                throw StoreException.damaged("it ends before its records do");
            }
        }
        in.end();
        if (offset != file.length) {
            throw StoreException.damaged((file.length - offset) + " bytes follow its last record");
        }
    }

    private byte[] slice(int offset, int length) {
        return Arrays.copyOfRange(file, offset, offset + length);
    }

    MasterKey master() {
        return master;
    }

    /** Returns the entry of that key; the caller wipes it. */
    Optional<StoredEntry> find(EntryKey key) throws StoreException {
        Place place = byKey.get(key);
        return place == null ? Optional.empty() : Optional.of(read(place));
    }

    /** Returns all entries; the caller wipes them. */
    List<StoredEntry> readAll() throws StoreException {
        List<StoredEntry> entries = new ArrayList<>();
        try {
            for (Place place : places) {
                entries.add(read(place));
            }
            return entries;
        } catch (StoreException e) {
            entries.forEach(StoredEntry::wipe);
            throw e;
        }
    }

    private StoredEntry read(Place place) throws StoreException {
        Line line = place.line();
        if (line.versionId() == null) {
            return StoredEntry.refusal(line.key(), line.time());
        }
        byte[] associated =
                StoreFormat.associated(header, Arrays.copyOfRange(index, place.lineStart(), place.lineEnd()));
        byte[] record = cipher.open(place.number(), associated, slice(place.offset(), line.recordBytes()));
        try {
            return StoreFormat.readRecord(line, line.versionId(), record);
        } finally {
            Arrays.fill(record, (byte) 0);
        }
    }

    @Override
    public void close() {
        cipher.close();
    }
}
