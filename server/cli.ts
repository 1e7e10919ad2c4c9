#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { readServeConfig, serveOptions, WrongOption } from './config.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('turksim')
  .description(
    'A whole Amazon Mechanical Turk on your own machine: a real-time worker-marketplace simulator.',
  )
  .version(version)
  .showHelpAfterError('(turksim --help lists the commands and options)')
  .exitOverride();

serveOptions(program.command('serve').description('start the server and print its URL')).action(
  async (_options, command: Command) => {
    const config = readServeConfig(command, process.env);
    const { serve } = await import('./serve.ts');
    await serve(config);
  },
);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** 2 for wrong options, 1 for what went wrong while running; commander has printed its own line already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`turksim: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof WrongOption ? 2 : 1;
}
