import { createClient } from 'redis';
import { RedisServer } from './redis-server.ts';

const slots = 16_384;

/** A Redis Cluster of three masters on 127.0.0.1. */
export class RedisCluster {
  readonly nodes: readonly RedisServer[];

  private constructor(nodes: readonly RedisServer[]) {
    this.nodes = nodes;
  }

  static async start(): Promise<RedisCluster> {
    const settings = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
    const nodes = await Promise.all([0, 1, 2].map(() => RedisServer.start(settings)));
    const share = Math.ceil(slots / nodes.length);
    for (const [at, node] of nodes.entries()) {
      const last = Math.min(slots, (at + 1) * share) - 1;
      await node.command('CLUSTER', 'ADDSLOTSRANGE', String(at * share), String(last));
      await node.command('CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1));
    }
    for (const node of nodes.slice(1)) {
      await nodes[0]?.command('CLUSTER', 'MEET', '127.0.0.1', String(node.port));
    }
    await Promise.all(nodes.map(whenWhole));
    return new RedisCluster(nodes);
  }

  get url(): string {
    return (this.nodes[0] as RedisServer).url;
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}

/** Nodes learn of one another by gossip; a node tells when it knows of all slots. */
async function whenWhole(node: RedisServer): Promise<void> {
  const client = createClient({ url: node.url });
  await client.connect();
  try {
    for (;;) {
      const info = String(await client.sendCommand(['CLUSTER', 'INFO']));
      if (info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    client.destroy();
  }
}
