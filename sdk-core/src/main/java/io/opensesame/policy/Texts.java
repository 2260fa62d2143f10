package io.opensesame.policy;

/** Makes what a document holds fit for one line of a message. */
final class Texts {
    private static final int MAX_SHOWN = 120;

    private Texts() {}

    static String shortened(String text) {
        String head = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        StringBuilder shown = new StringBuilder(head.length());
        head.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return shown.toString();
    }
}
