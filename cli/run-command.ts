/** Finds the command and turns what it throws into a sentence. */
import type { Command } from './command';
import { dataCommand } from './commands/data';
import { evaluateCommand } from './commands/evaluate';
import { exportCommand } from './commands/export';
import { importCommand } from './commands/import';
import { predictCommand } from './commands/predict';
import { summaryCommand } from './commands/summary';
import { templatesCommand } from './commands/templates';
import { trainCommand } from './commands/train';
import { outputIsOnlyTold, say, tell } from './output';
import { UsageError } from './usage-error';
import { messageOf } from '../shared/schema/message-of';

const commands: readonly Command[] = [
  templatesCommand,
  summaryCommand,
  trainCommand,
  evaluateCommand,
  predictCommand,
  dataCommand,
  exportCommand,
  importCommand,
];

const help = `Usage: npm run -s cli -- <command>

${commands.map(({ usage }) => `  ${usage.replaceAll('\n', '\n  ')}`).join('\n\n')}

FILE is a drawing (*.cnn.json), a model (*.cnn) or template:NAME.`;

/** The exit status, as commands answer it. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await runCommand(args);
  } catch (error) {
    for (const line of sentences(error)) tell(line);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function runCommand([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || args.includes('--help')) {
    for (const line of help.split('\n')) say(line);
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((entry) => entry.name === name);
  if (!command) {
    throw new UsageError(
      `There is no command “${name}”. Choose one of ${commands.map((entry) => entry.name).join(', ')}.`,
    );
  }
  if (command.makes === 'file') outputIsOnlyTold();
  return command.run(args);
}

/** Only a mistake of our own has a stack worth reading, and then only for whoever asks for it. */
function sentences(error: unknown): readonly string[] {
  if (process.env['CONVCANVAS_DEBUG'] && error instanceof Error && error.stack)
    return error.stack.split('\n');
  const message = messageOf(error);
  // Usage follows what is wrong with it; other sentences are one line, whatever a name in them holds.
  return error instanceof UsageError ? message.split('\n') : [message];
}
