/** Real databases for tests, which check passwords. */
@NullMarked
package io.opensesame.jdbc.database;

import org.jspecify.annotations.NullMarked;
