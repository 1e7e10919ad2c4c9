import { createClient, createCluster } from 'redis';

/** What can come as a command's reply; each caller knows which. */
export type Reply = unknown;

/** Server and cluster as this file sees them: both pipeline what one tick sends. */
export interface Client {
  send(key: string, command: string[]): Promise<Reply>;
  /** Runs a command on every server that holds keys. */
  sendToAll(command: string[]): Promise<Reply[]>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  unsubscribe(channel: string): Promise<void>;
  close(): Promise<void>;
  /** Drops the sockets; whatever waits for an answer is rejected. */
  destroy(): void;
}

const connectMs = 5_000;
export const reconnectMs = (retries: number): number => Math.min(50 * 2 ** Math.min(retries, 6), 2_000);

const shared = {
  disableOfflineQueue: true,
  maintNotifications: 'disabled' as const,
  socket: { connectTimeout: connectMs, reconnectStrategy: reconnectMs },
};

export const newSingle = (url: string) => createClient({ url, ...shared });

export function newCluster(url: string) {
  const { username, password } = new URL(url);
  const login = {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
  };
  return createCluster({ rootNodes: [{ url }], defaults: { ...shared, ...login } });
}

export function clientOf(client: ReturnType<typeof newSingle>): Client {
  return {
    send: (_key, command) => client.sendCommand(command),
    sendToAll: async (command) => [await client.sendCommand(command)],
    subscribe: (channel, listener) => client.sSubscribe(channel, listener),
    unsubscribe: (channel) => client.sUnsubscribe(channel),
    close: () => client.close(),
    destroy: () => client.destroy(),
  };
}

export function clusterOf(cluster: ReturnType<typeof newCluster>): Client {
  const masters = () => Promise.all(cluster.masters.map((master) => cluster.nodeClient(master)));
  return {
    send: (key, command) => cluster.sendCommand(key, false, command),
    sendToAll: async (command) => Promise.all((await masters()).map((node) => node.sendCommand(command))),
    subscribe: (channel, listener) => cluster.sSubscribe(channel, listener),
    unsubscribe: (channel) => cluster.sUnsubscribe(channel),
    close: () => cluster.close(),
    destroy: () => cluster.destroy(),
  };
}
