import { useEffect, useState } from 'preact/hooks';
import { type ServerConfig, serverConfig } from './server-config.ts';

/** What the server said of itself; undefined until it did. */
export function useServerConfig(): ServerConfig | undefined {
  const [config, setConfig] = useState<ServerConfig>();
  useEffect(() => {
    // Without it the pages behave as with `--auth off`; whatever the server then refuses is shown.
    serverConfig().then(setConfig, () => {});
  }, []);
  return config;
}
