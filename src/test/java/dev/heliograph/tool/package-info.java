/** Tests of the tool contract, and the contract that every tool's test inherits. */
@NullMarked
package dev.heliograph.tool;

import org.jspecify.annotations.NullMarked;
