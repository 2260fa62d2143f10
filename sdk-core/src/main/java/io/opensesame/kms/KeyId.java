package io.opensesame.kms;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a customer master key is called by: its id, its ARN {@code acs:kms:<region>:<account>:key/<id>}, or, where the
 * operation takes one, an {@linkplain AliasName alias}. Immutable.
 *
 * <p>An id has ASCII letters, digits and hyphens: a UUID, or {@code key-} with more behind it. A key of another account
 * needs the ARN.
 *
 * @see "KMS API reference: DescribeKey"
 */
public final class KeyId {
    private static final Pattern ARN = Pattern.compile("acs:kms:[a-z0-9-]+:[0-9]+:key/(.*)", Pattern.DOTALL);

    private final String text;

    private KeyId(String text) {
        this.text = text;
    }

    /**
     * Checks what an operation takes that follows aliases.
     *
     * @param text an id, an ARN or an alias
     * @return what it stands for
     * @throws IllegalArgumentException if it is none of them
     */
    public static KeyId of(String text) {
        if (text.startsWith(AliasName.PREFIX)) {
            return new KeyId(AliasName.of(text).text());
        }
        checkId(text.startsWith("acs:") ? idInArn(text) : text);
        return new KeyId(text);
    }

    /**
     * Checks what an operation takes that follows no alias, such as one that changes the key itself.
     *
     * @param text an id or an ARN
     * @return what it stands for
     * @throws IllegalArgumentException if it is neither
     */
    public static KeyId ofKey(String text) {
        KeyId keyId = of(text);
        if (keyId.isAlias()) {
            throw new IllegalArgumentException("this operation takes a key's id or ARN, not an alias; got '" + text
                    + "'. DescribeKey tells the id behind an alias");
        }
        return keyId;
    }

    private static String idInArn(String text) {
        Matcher arn = ARN.matcher(text);
        if (!arn.matches()) {
            throw new IllegalArgumentException("a key's ARN has the form acs:kms:<region>:<account>:key/<id>, its"
                    + " account in digits; this one, of " + text.length() + " characters, has not");
        }
        return arn.group(1);
    }

    private static void checkId(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a key's id must not be empty");
        }
        checkLetters("a key's id", id, "-");
    }

    static void checkLetters(String what, String text, String punctuation) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && punctuation.indexOf(c) < 0) {
                // What stands before the first illegal character is safe to print.
                throw new IllegalArgumentException(String.format(
                        "%s has ASCII letters, digits and %s only; got U+%04X after '%s'",
                        what, punctuation, (int) c, text.substring(0, i)));
            }
        }
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** {@return the id, the ARN or the alias, as it was given} */
    public String text() {
        return text;
    }

    /** {@return whether it was given as an alias} */
    public boolean isAlias() {
        return text.startsWith(AliasName.PREFIX);
    }

    /** {@return whether it was given as an ARN} */
    public boolean isArn() {
        return text.startsWith("acs:");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyId that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
