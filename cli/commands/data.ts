import { partNames } from '../../shared/data/source';
import { nodeDataSets } from '../../node/data-sets';
import { findPlaces } from '../../node/places';
import type { Command } from '../command';
import { openData } from '../open-data';
import { flag, readOptions } from '../options';
import { say, sayJson, tell } from '../output';
import { printTable } from '../table';
import { UsageError } from '../usage-error';

const usage = 'data check FOLDER|NAME [--json]';
const number = (value: number): string => value.toLocaleString('en-US');
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

export const dataCommand: Command = {
  name: 'data',
  makes: 'text',
  usage: `${usage}\n    reads every picture of a set: its classes and parts, and each file that can't be used, with the reason`,
  async run(args) {
    const { files, given } = readOptions(args, { json: flag }, usage);
    const [act, set, ...others] = files;
    if (act !== 'check' || set === undefined || others.length > 0)
      throw new UsageError(`Say which set of pictures is to be checked.\nUsage: ${usage}`);
    const sets = nodeDataSets(findPlaces());
    const facts = given.json ? await sets.facts(set) : await openData(sets, set);
    const { title, summary, classNames, classCounts, leftOut, fingerprint, height, width, channels } = facts;
    if (given.json) {
      sayJson({
        ...{ name: facts.name, fingerprint, height, width, channels },
        classes: classNames.map((name, i) => ({
          name,
          ...Object.fromEntries(partNames.map((part) => [part, classCounts[part][i] ?? 0])),
        })),
        remarks: facts.remarks,
        leftOut,
      });
    } else {
      say(`${title}: ${summary}`);
      say(`Middle size ${height}×${width}×${channels}, fingerprint ${fingerprint}`);
      say('');
      const parts = partNames.filter((part) => sum(classCounts[part]) > 0);
      const rows = classNames.map((name, i) => [
        name,
        ...parts.map((part) => number(classCounts[part][i] ?? 0)),
      ]);
      const all = ['Σ', ...parts.map((part) => number(sum(classCounts[part])))];
      printTable(['Class', ...parts.map((part) => `>${part}`)], [...rows, all]);
      if (leftOut.length > 0) {
        say('');
        for (const { why } of leftOut) say(why);
        tell(`${number(leftOut.length)} ${leftOut.length === 1 ? 'file is' : 'files are'} left out.`);
      }
    }
    return facts.classNames.length > 1 ? 0 : 1;
  },
};
