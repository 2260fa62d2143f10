package io.opensesame.internal.store;

/** What can go wrong with the store. None of it harms a read that KMS answers. */
public enum StoreProblem {
    /** The file is not what a store wrote: it is set aside, and the store goes on with an empty one. */
    DAMAGED,
    /** The file is sound but was written under another passphrase or key: it is left alone, nothing is stored. */
    WRONG_KEY,
    /** No key can be had: the key file is missing, too short or open to others, or memory does not suffice. */
    KEY_UNUSABLE,
    /** Others than the owner could read the file: its mode is put right. */
    EXPOSED,
    /** The lock was held by others for too long: the write is tried again. */
    BUSY,
    /** The file cannot be read: nothing is stored, so that nothing is lost. */
    UNREADABLE,
    /** The file cannot be written: it stays what it was, and the write is tried again. */
    UNWRITABLE,
    /** A value is larger than the store takes: it has no copy. */
    TOO_LARGE,
    /** A defect of this library. */
    UNEXPECTED
}
