/** Customer master keys: their life, versions, aliases and material, and the cryptography under them. */
@NullMarked
package io.opensesame.localkms.engine.key;

import org.jspecify.annotations.NullMarked;
