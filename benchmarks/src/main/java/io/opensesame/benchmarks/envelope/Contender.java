package io.opensesame.benchmarks.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/** One way to encrypt and decrypt under a key that is at hand. Used by one thread. */
interface Contender {
    byte[] encrypt(byte[] plaintext) throws GeneralSecurityException;

    byte[] decrypt(byte[] message) throws GeneralSecurityException;

    /** Reads all of a plaintext, and writes the message. */
    void encrypt(InputStream plaintext, OutputStream message) throws GeneralSecurityException, IOException;

    /** Reads all of a message, and writes the plaintext. */
    void decrypt(InputStream message, OutputStream plaintext) throws GeneralSecurityException, IOException;
}
