/** Calling KMS: where it is, how long a call may take, and who watches the calls. */
@NullMarked
package io.opensesame.kms;

import org.jspecify.annotations.NullMarked;
