package dev.heliograph.cli;

/**
 * A command that needs the application (database, tools, models) started before it runs. Its fields
 * may be injected.
 */
interface NeedsApplication {}
