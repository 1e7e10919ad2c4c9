// Runs TypeScript as it stands, without its types: `node --import ./bench/strip-types.mjs`.
// tsx wraps every inner function to keep its name, which costs more than many of the things measured here.
import { register } from 'node:module';

register('./strip-types-hook.mjs', import.meta.url);
