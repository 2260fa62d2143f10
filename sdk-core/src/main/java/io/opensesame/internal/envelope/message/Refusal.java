package io.opensesame.internal.envelope.message;

/** The words with which messages are refused. They tell positions and lengths, never what was encrypted. */
final class Refusal {
    private static final String ADVICE = "; read it again from where it was stored whole, or find out who changed it";

    private Refusal() {}

    /** What cannot be the header of a message. */
    static String malformed(String problem) {
        return "This is no message that can be decrypted: " + problem + ADVICE + ".";
    }

    /** What begins like a message, but is not what was encrypted. */
    static String changed(String problem) {
        return "The message is not what was encrypted: " + problem + ADVICE + ".";
    }
}
