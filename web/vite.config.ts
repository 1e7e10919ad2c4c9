import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022' },
  server: {
    host: '127.0.0.1',
    // `npm start` in one terminal, `npx vite --config web/vite.config.ts` in another: pages change as they are written.
    proxy: Object.fromEntries(
      ['/api', '/markets', '/mturk', '/config.json', '/metrics', '/socket.io'].map((path) => [
        path,
        { target: 'http://127.0.0.1:8080', ws: path === '/socket.io' },
      ]),
    ),
  },
});
