/** The same core without a window: npm run -s cli -- <command>. */
import { watchOutput } from './output';
import { main } from './run-command';

watchOutput();
process.exitCode = await main(process.argv.slice(2));
