#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import type { AudienceOptions } from './commands/audience.ts';
import type { DriveFlags } from './commands/drive.ts';
import type { SimulateFlags } from './commands/simulate.ts';
import type { ValidateFlags } from './commands/validate.ts';
import {
  duration,
  once,
  option,
  positive,
  rate,
  readServeConfig,
  serveOptions,
  WrongOption,
  whole,
} from './config.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('turksim')
  .description(
    'A whole Amazon Mechanical Turk on your own machine: a real-time worker-marketplace simulator.',
  )
  .version(version)
  .exitOverride();

serveOptions(program.command('serve').description('start the server and print its URL')).action(
  async (_options, command: Command) => {
    const config = readServeConfig(command, process.env);
    const { serve } = await import('./serve.ts');
    await serve(config);
  },
);

program
  .command('simulate [scenario]')
  .description(
    'run a scenario in virtual time and write a report; a .yaml file or the name of a built-in one',
  )
  .addOption(option('--list', 'name the built-in scenarios').default(false))
  .addOption(option('--schema', 'print the JSON schema of scenario files').default(false))
  .addOption(
    option('--seed <number>', 'of the first run; the others count on from it')
      .argParser(whole('the seed', 0, 2 ** 31))
      .default(1),
  )
  .addOption(
    option('--runs <number>', 'how often, each with its own seed')
      .argParser(whole('the number of runs', 1, 10_000))
      .default(1),
  )
  .addOption(
    option('--days <number>', "market days, instead of the scenario's").argParser(positive('the days')),
  )
  .addOption(
    option('--workers <number>', "workers, instead of the scenario's").argParser(
      whole('the number of workers', 1, 5_000_000),
    ),
  )
  .addOption(
    option('--detail <level>', "level of detail, instead of the scenario's").choices(['full', 'background']),
  )
  .addOption(
    option('--sweep <path=a,b,c>', 'a parameter of the scenario and the values to compare').argParser(
      once('the sweep'),
    ),
  )
  .addOption(option('--out <folder>', 'where to write (default: results/<scenario>)'))
  .addOption(option('--events', 'also write every event').default(false))
  .addOption(
    option('--threads <number>', 'runs at a time (default: one for each core)').argParser(
      whole('the number of threads', 1, 256),
    ),
  )
  .action(async (scenario: string | undefined, flags: SimulateFlags) => {
    const { simulate } = await import('./commands/simulate.ts');
    await simulate(scenario, flags, version);
  });

program
  .command('audience <file>')
  .description('how many workers the QualificationRequirements of a JSON or YAML file admit, one by one')
  .addOption(option('--url <url>', 'ask a running server instead of a generated population'))
  .addOption(option('--market <id>', 'market to ask').default('default'))
  .addOption(option('--admin-key <key>', 'of a server with --auth on'))
  .addOption(
    option('--workers <number>', 'size of the generated population')
      .argParser(whole('the number of workers', 1, 5_000_000))
      .default(100_000),
  )
  .addOption(
    option('--seed <number>', 'of the generated population')
      .argParser(whole('the seed', 0, Number.MAX_SAFE_INTEGER))
      .default(1),
  )
  .addOption(option('--json', 'print JSON instead of a table').default(false))
  .action(async (file: string, options: AudienceOptions) => {
    const { audience } = await import('./commands/audience.ts');
    await audience(file, options);
  });

program
  .command('drive <url>')
  .description('connect simulated workers and requesters to a running server and check what it promises')
  .addOption(option('--market <id>', 'market to live in').default('default'))
  .addOption(
    option('--workers <number>', 'how many')
      .argParser(whole('the number of workers', 1, 100_000))
      .default(200),
  )
  .addOption(
    option('--ramp <time>', 'time over which they come: 30s, 5m').argParser(duration).default(10_000, '10s'),
  )
  .addOption(option('--duration <time>', 'time after that').argParser(duration).default(60_000, '60s'))
  .addOption(
    option('--seed <number>', 'of all chance')
      .argParser(whole('the seed', 0, Number.MAX_SAFE_INTEGER))
      .default(1),
  )
  .addOption(
    option('--disconnects <rate>', 'how often a worker drops off, times a minute').argParser(rate).default(0),
  )
  .addOption(option('--several-servers', 'the URL stands for several servers of one store').default(false))
  .addOption(option('--admin-key <key>', 'of a server with --auth on'))
  .addOption(option('--keys <file>', "of a server with --auth on, as its own: the requesters' keys"))
  .action(async (url: string, given: DriveFlags) => {
    // The SDK warns on every start about versions of Node that it will leave in 2027; that is no news here.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const { drive } = await import('./commands/drive.ts');
    await drive(url, given);
  });

program
  .command('validate')
  .description('run the population against its published targets, print the table and write it')
  .addOption(
    option('--seed <number>', 'of the first run; the others count on from it')
      .argParser(whole('the seed', 0, 2 ** 31))
      .default(1),
  )
  .addOption(
    option('--runs <number>', 'how often, each with its own seed')
      .argParser(whole('the number of runs', 1, 1000))
      .default(20),
  )
  .addOption(option('--only <ids>', 'targets, with commas between them: V01,V13'))
  .addOption(
    option('--workers <number>', 'size of the population; the targets are those of the default')
      .argParser(whole('the number of workers', 1, 5_000_000))
      .default(120_000),
  )
  .addOption(
    option('--keep <folder>', 'keep what each run measured there, and take from there what was kept before'),
  )
  .addOption(option('--out <file>', 'the document that is written').default('docs/validation.md'))
  .addOption(option('--json', 'print JSON instead of a table').default(false))
  .addOption(
    option('--threads <number>', 'runs at a time (default: one for each core)').argParser(
      whole('the number of threads', 1, 256),
    ),
  )
  .action(async (flags: ValidateFlags) => {
    const { validate } = await import('./commands/validate.ts');
    await validate(flags, version);
  });

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
