package io.opensesame.jdbc;

/** The SQLStates of failures that are not the database's own. */
final class SqlStates {
    /** The client cannot connect. */
    static final String CANNOT_CONNECT = "08001";

    /** There is no connection to be had from something closed. */
    static final String CLOSED = "08003";

    private SqlStates() {}
}
