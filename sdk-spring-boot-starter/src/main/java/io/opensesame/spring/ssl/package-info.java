/** SSL bundles made of secrets, reloaded as they rotate. */
@NullMarked
package io.opensesame.spring.ssl;

import org.jspecify.annotations.NullMarked;
