/** Whether a caller may do what it asks for, by the policies that have a say in it. */
@NullMarked
package io.opensesame.localkms.engine.permission;

import org.jspecify.annotations.NullMarked;
