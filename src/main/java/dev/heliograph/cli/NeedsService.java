package dev.heliograph.cli;

/**
 * A command that works through {@link Service} alone: a service that runs on the same state folder
 * does it; the application is started only where there is none.
 */
interface NeedsService extends NeedsApplication {}
