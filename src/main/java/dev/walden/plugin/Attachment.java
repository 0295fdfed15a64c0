package dev.walden.plugin;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes that a call gives back beside its text: a picture, a sound, a file. Immutable; bytes are copied in and out. */
public final class Attachment {

    private static final String ANY = "application/octet-stream";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}";
    private static final Pattern MEDIA_TYPE = Pattern.compile("(" + NAME + "/" + NAME + ")\\s*(;.*)?", Pattern.DOTALL);

    private final String mediaType;
    private final byte[] bytes;

    private Attachment(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /**
     * Of these bytes. Refuses nothing, as the call has been made whatever it gives back.
     *
     * @param mediaType such as {@code image/png}; parameters are left out, and what is none becomes {@code application/octet-stream}
     */
    public static Attachment of(String mediaType, byte[] bytes) {
        var form = MEDIA_TYPE.matcher(mediaType);
        return new Attachment(form.matches() ? form.group(1) : ANY, bytes.clone());
    }

    /** The same bytes, said to be of another type. */
    public Attachment as(String other) {
        return other.equals(mediaType) ? this : of(other, bytes);
    }

    /** What the bytes are said to be, without parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attachment same && mediaType.equals(same.mediaType) && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * mediaType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return mediaType + ", " + bytes.length + " bytes";
    }
}
