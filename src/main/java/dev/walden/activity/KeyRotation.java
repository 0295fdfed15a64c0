package dev.walden.activity;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Wraps all data keys by another master key. Each is under the old or the new one at any moment, and doing it again finishes what was cut
 * short. For who holds the lock of the data folder.
 *
 * @param from reads the old one; not asked when nothing is under it any more
 */
record KeyRotation(KeyFolder folder, Supplier<MasterKey> from, MasterKey to) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Does it; durable on return.
     *
     * @return how many keys were wrapped anew
     * @throws ActivityException.KeyUnusable when one can be opened by neither; none was changed then
     */
    int run() throws IOException {
        folder.deleteLeftOvers();
        Map<String, byte[]> left = new LinkedHashMap<>();
        for (String id : folder.ids()) {
            KeyFile file = folder.read(id);
            if (!isNew(file)) {
                left.put(id, old(file));
            }
        }
        for (Map.Entry<String, byte[]> key : left.entrySet()) {
            folder.write(to.wrap(key.getKey(), key.getValue(), RANDOM));
        }
        return left.size();
    }

    private boolean isNew(KeyFile file) {
        if (!file.master().equals(to.id())) {
            return false;
        }
        DataKeys.unwrap(folder, file, to);
        return true;
    }

    private byte[] old(KeyFile file) {
        MasterKey by = from.get();
        if (!by.id().equals(file.master())) {
            throw new ActivityException.KeyUnusable(
                    "Data key %s of %s is wrapped by master key %s, which is neither the present one, %s, nor the new one, %s. Nothing was changed."
                            .formatted(file.id(), folder.path(), file.master(), by.id(), to.id()),
                    null);
        }
        return DataKeys.unwrap(folder, file, by);
    }
}
