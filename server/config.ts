import { Command, InvalidArgumentError, Option } from 'commander';
import type { Environment } from './contract/entities.ts';

/** What `turksim serve` is told, by options or by environment variables of the same names. */
export interface ServeConfig {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Port of HTMLQuestion pages, which have an origin of their own; undefined: port + 1, or a free one with port 0. */
  readonly contentPort?: number;
  readonly store: 'embedded' | 'memory' | 'redis';
  readonly data: string;
  readonly redisUrl: string;
  /** Simulated workers in `default`; 0: an empty market. */
  readonly population: number;
  readonly scenario: string;
  /** Market seconds per wall second of `default`. */
  readonly speed: number;
  readonly environment: Environment;
  readonly load?: string;
  readonly auth: 'off' | 'on';
  readonly keys?: string;
  readonly adminKey?: string;
  readonly insecure: boolean;
  readonly origin: readonly string[];
  /** `DESTINATION=URL` each. */
  readonly notify: readonly string[];
  /** Connections from one address; more are refused. */
  readonly connectionsPerAddress: number;
  readonly open: boolean;
}

/** Reads a whole number of a range. */
export const whole = (name: string, min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidArgumentError(`${name} is a whole number from ${min} to ${max}.`);
  }
  return value;
};

/** Takes an option that, given twice, would silently forget the first. */
export const once = (name: string) => (text: string, before: string | undefined) => {
  if (before !== undefined) throw new InvalidArgumentError(`${name} is given once; before it was ${before}.`);
  return text;
};

function speed(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1_000_000))
    throw new InvalidArgumentError('the speed is a number above 0, at most 1,000,000.');
  return value;
}

function notification(text: string, before: readonly string[]): string[] {
  const at = text.indexOf('=http');
  if (at <= 0) throw new InvalidArgumentError('it has the form DESTINATION=URL, the URL http or https.');
  return [...before, text];
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `30s`, `5m`: in milliseconds. */
export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  if (!match) throw new InvalidArgumentError('a time is a number with ms, s, m or h behind it: 30s.');
  return Number(match[1]) * (units[match[2] as string] as number);
}

export function rate(text: string): number {
  const value = Number(text);
  if (!(text !== '' && value >= 0 && value <= 60))
    throw new InvalidArgumentError('a rate is a number from 0 to 60.');
  return value;
}

const collect = (text: string, before: readonly string[]) => [...before, text];

/** A number above 0. */
export const positive = (name: string) => (text: string) => {
  const value = Number(text);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError(`${name} must be a number above 0.`);
  return value;
};

/** `--redis-url` is also `TURKSIM_REDIS_URL`. */
export function option(flags: string, description: string): Option {
  const made = new Option(flags, description);
  return made.env(`TURKSIM_${made.name().replaceAll('-', '_').toUpperCase()}`);
}

/** Adds the options of `serve`. */
export function serveOptions(command: Command): Command {
  return command
    .addOption(option('--host <address>', 'address to listen on').default('127.0.0.1'))
    .addOption(
      option('--port <number>', 'port to listen on, 0 for a free one (also PORT)').argParser(
        whole('the port', 0, 65_535),
      ),
    )
    .addOption(
      option('--content-port <number>', 'port of HTMLQuestion pages (default: the port + 1)').argParser(
        whole('the port', 0, 65_535),
      ),
    )
    .addOption(
      option('--store <kind>', 'where markets live')
        .choices(['embedded', 'memory', 'redis'])
        .default('embedded'),
    )
    .addOption(option('--data <folder>', 'folder of the embedded store').default('./data'))
    .addOption(option('--redis-url <url>', 'the Redis of the redis store').default('redis://127.0.0.1:6379'))
    .addOption(
      option('--population <number>', 'simulated workers in the market default; 0: an empty market')
        .argParser(whole('the population', 0, 1_000_000))
        .default(2000),
    )
    .addOption(option('--scenario <name>', 'how the simulated people behave').default('lively'))
    .addOption(
      option('--speed <factor>', 'market seconds per wall second of the market default')
        .argParser(speed)
        .default(1),
    )
    .addOption(
      option('--environment <name>', 'of the market default')
        .choices(['sandbox', 'production'])
        .default('sandbox'),
    )
    .addOption(option('--load <file>', 'a snapshot for the market default, if it is empty'))
    .addOption(
      option('--auth <mode>', 'whether signatures, tokens and the admin key are checked')
        .choices(['off', 'on'])
        .default('off'),
    )
    .addOption(option('--keys <file>', 'JSON file of access keys: {"<id>": {"secret": "…", "name": "…"}}'))
    .addOption(option('--admin-key <key>', 'opens the control API'))
    .addOption(option('--insecure', 'allow any host without --auth on').default(false))
    .addOption(
      option('--origin <origin>', 'a further web origin to allow (repeatable)')
        .argParser(collect)
        .default([]),
    )
    .addOption(
      option(
        '--notify <destination=url>',
        'an endpoint that stands in for an SQS queue or SNS topic (repeatable)',
      )
        .argParser(notification)
        .default([]),
    )
    .addOption(
      option('--connections-per-address <number>', 'Socket.IO connections that one address may hold')
        .argParser(whole('the limit', 1, 1_000_000))
        .default(5000),
    )
    .addOption(option('--open', 'open the browser').default(false));
}

/** What `turksim serve` does without options and environment. */
export function standardConfig(): ServeConfig {
  const command = serveOptions(new Command());
  return readServeConfig(command.parse([], { from: 'user' }), {});
}

/** A mistake in the options: one line, exit code 2. */
export class WrongOption extends Error {}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Whether a host name means this machine alone. */
export const isLoopback = (host: string): boolean => loopback.test(host);

/** The options as typed configuration; refuses combinations that make no sense. */
export function readServeConfig(
  command: Command,
  environment: Readonly<Record<string, string | undefined>>,
): ServeConfig {
  const given = command.opts<Omit<ServeConfig, 'port'> & { port?: number }>();
  const port = given.port ?? portOf(environment.PORT) ?? 8080;
  const config: ServeConfig = { ...given, port };
  if (config.auth === 'off' && !config.insecure && !loopback.test(config.host)) {
    throw new WrongOption(
      `--host ${config.host} can be reached from elsewhere: add --auth on, or --insecure if that is meant.`,
    );
  }
  if (config.auth === 'on' && config.keys === undefined)
    throw new WrongOption('--auth on needs --keys FILE.');
  if (config.auth === 'on' && config.adminKey === undefined)
    throw new WrongOption('--auth on needs --admin-key KEY.');
  return config;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongOption(`PORT is ${text}: it must be a whole number from 0 to 65535.`);
  return port;
}
