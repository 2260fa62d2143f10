/** Customer master keys: their life, versions, rotation and imported material. Start at {@link KeyOperations}. */
@NullMarked
package io.opensesame.kms.key;

import org.jspecify.annotations.NullMarked;
