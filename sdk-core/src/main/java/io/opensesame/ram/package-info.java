/** AccessKeys of RAM users that KMS keeps and rotates. Start at {@link RamAccessKeys}. */
@NullMarked
package io.opensesame.ram;

import org.jspecify.annotations.NullMarked;
