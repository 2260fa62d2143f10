package io.opensesame.error;

/** Thrown when the text of an access policy is malformed; says where. Nothing was sent or changed. */
public final class PolicyException extends OpenSesameException {
    /** The line of the mistake. */
    private final int line;

    /** The column of the mistake. */
    private final int column;

    /**
     * Creates the exception for one mistake.
     *
     * @param problem what is wrong and what would be right, as a sentence without its full stop
     * @param line the line, from 1
     * @param column the column, from 1
     */
    public PolicyException(String problem, int line, int column) {
        super(problem + " (line " + line + ", column " + column + ")", null);
        this.line = line;
        this.column = column;
    }

    /** {@return the line of the mistake in the text, from 1} */
    public int line() {
        return line;
    }

    /** {@return the column of the mistake in its line, from 1} */
    public int column() {
        return column;
    }
}
