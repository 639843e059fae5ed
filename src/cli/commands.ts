/** What commands do, all of it as one module: Node takes longer to find many of them than to read them. */
export { transforms } from '../transforms/index.ts';
export { explain, list } from './catalogue.ts';
export { run } from './run.ts';
