package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * A file as far as it can be read: what cannot, such as a bad sector, is line breaks, so that the lines around it are found. Does not
 * close the file. Confined to its thread.
 */
final class ReadableParts implements ReadableFile {

    /** What a disk reads at once, as a rule; so much is given up where less could not be read. */
    static final int BLOCK_BYTES = 4096;

    private final ReadableFile file;
    private int stretches;
    private long badUpTo = -1;
    private long firstBad = Long.MAX_VALUE;
    private String trouble = "";

    ReadableParts(ReadableFile file) {
        this.file = file;
    }

    /** Where reading failed first and why, in words; empty when all could be read so far. */
    String trouble() {
        return trouble;
    }

    /** How many stretches without a break they are, when all is read once from the first byte to the last. */
    int stretches() {
        return stretches;
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    /** @throws NoRoomException as that says nothing of the file */
    @Override
    public int read(byte[] into, int offset, int length, long position) throws IOException {
        if (position != badUpTo) { // a failing disk takes its time, so it is not asked again for much of a bad stretch
            try {
                return file.read(into, offset, length, position);
            } catch (NoRoomException e) {
                throw e;
            } catch (IOException | WalException.Damaged _) {
                // Some of it may be readable.
            }
        }
        return readBlock(into, offset, length, position);
    }

    private int readBlock(byte[] into, int offset, int length, long position) throws IOException {
        long left = Math.min(length, file.length() - position);
        int most = (int) Math.clamp(left, 0, BLOCK_BYTES - position % BLOCK_BYTES);
        try {
            return file.read(into, offset, most, position);
        } catch (NoRoomException e) {
            throw e;
        } catch (IOException | WalException.Damaged e) {
            Arrays.fill(into, offset, offset + most, (byte) '\n');
            stretches += position == badUpTo ? 0 : 1;
            badUpTo = position + most;
            if (position < firstBad) {
                firstBad = position;
                trouble = "what begins at byte %d cannot be read: %s".formatted(position, Damage.what(e));
            }
            return most;
        }
    }

    @Override
    public void close() {
        // The file belongs to who opened it.
    }
}
