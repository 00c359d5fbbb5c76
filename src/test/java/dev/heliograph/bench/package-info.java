/**
 * The Java side of the side-by-side benchmark ({@code make bench}, {@code docs/performance.md}): a
 * program that {@code bench/run.py} talks to, so that both sides can take turns. No part of the
 * service, and no tests: it lives among them to be compiled with the project and shipped with
 * nothing.
 */
@NullMarked
package dev.heliograph.bench;

import org.jspecify.annotations.NullMarked;
