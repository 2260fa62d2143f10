/**
 * Learning which permissions an application needs from the calls that it makes. Start at
 * {@link io.opensesame.kms.permission.PermissionRecorder}.
 */
@NullMarked
package io.opensesame.kms.permission;

import org.jspecify.annotations.NullMarked;
