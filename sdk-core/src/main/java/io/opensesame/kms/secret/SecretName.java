package io.opensesame.kms.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a secret is called by: its name, or its ARN {@code acs:kms:<region>:<account>:secret/<name>}. Immutable.
 *
 * <p>A name has 1 to {@value #MAX_LENGTH} ASCII letters, digits and <code>_ / + = . - @</code>. (The service's texts
 * name both 192 and 64 as the limit; the newer one stands here.) A secret of another account needs the ARN.
 *
 * @see "KMS API reference: CreateSecret, GetSecretValue"
 */
public final class SecretName {
    /** The most characters of a name: {@value}. */
    public static final int MAX_LENGTH = 192;

    private static final String PUNCTUATION = "_/+=.-@";
    private static final Pattern ARN = Pattern.compile("acs:kms:[a-z0-9-]+:[0-9]+:secret/(.*)", Pattern.DOTALL);

    private final String text;
    private final String name;

    private SecretName(String text, String name) {
        this.text = text;
        this.name = name;
    }

    /**
     * Checks a name or an ARN.
     *
     * @param text the name or the ARN
     * @return what it stands for
     * @throws IllegalArgumentException if it is neither
     */
    public static SecretName of(String text) {
        if (!text.startsWith("acs:")) {
            return new SecretName(text, checkName(text));
        }
        Matcher arn = ARN.matcher(text);
        if (!arn.matches()) {
            throw new IllegalArgumentException("a secret's ARN has the form acs:kms:<region>:<account>:secret/<name>,"
                    + " its account in digits; this one, of " + text.length() + " characters, has not");
        }
        return new SecretName(text, checkName(arn.group(1)));
    }

    private static String checkName(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a secret's name has 1 to " + MAX_LENGTH + " characters; got " + name.length());
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
                // What stands before the first illegal character is safe to print.
                throw new IllegalArgumentException(String.format(
                        "a secret's name has ASCII letters, digits and %s only; got U+%04X after '%s'",
                        PUNCTUATION, (int) c, name.substring(0, i)));
            }
        }
        return name;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** {@return the name or the ARN, as it was given} */
    public String text() {
        return text;
    }

    /** {@return the name, without the parts that an ARN puts before it} */
    public String name() {
        return name;
    }

    /** {@return whether it was given as an ARN} */
    public boolean isArn() {
        return text.length() != name.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretName that && that.text.equals(text);
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
