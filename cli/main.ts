/** The same core without a window: npm run -s cli -- <command>. */
import { main } from './run-command';

process.exitCode = await main(process.argv.slice(2));
