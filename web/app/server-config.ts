import { ask } from '../api/http.ts';

/** What the pages must know of their server. */
export interface ServerConfig {
  /** Port of the origin that serves HTMLQuestion pages. */
  readonly contentPort: number;
  readonly auth: 'on' | 'off';
}

let asked: Promise<ServerConfig> | undefined;

/** Asked once; after a failure again. */
export function serverConfig(): Promise<ServerConfig> {
  asked ??= ask<ServerConfig>('/config.json').catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

/** The origin of HTMLQuestion pages: our own host by the same name, on another port. */
export async function contentOrigin(): Promise<string> {
  const { contentPort } = await serverConfig();
  return `${location.protocol}//${location.hostname}:${contentPort}`;
}

/** `turkSubmitTo` of a market's HITs. */
export function submitAddress(market: string): string {
  return market === 'default' ? location.origin : `${location.origin}/markets/${market}`;
}
