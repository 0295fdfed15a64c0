package dev.walden.activity;

import java.io.IOException;

/** What was to be made durable could not even be opened, for want of descriptors perhaps: unlike a failed force it may be tried again. */
final class UnopenedException extends IOException {
    UnopenedException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
