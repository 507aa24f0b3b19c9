/** What takes too long for the tests, in which each of these runs for a moment only. */
import { soakCosts } from './costs/soak-costs';
import { soakFaults } from './faults/soak-faults';
import { soakKills } from './kills/soak-kills';
import { soakOpenings } from './openings/soak-openings';
import { soakRounds } from './rounds/soak-rounds';
import { soakSignals } from './signals/soak-signals';
import { soakTexts } from './texts/soak-texts';

/** Answers whether all was well. */
type Soak = (count: number) => Promise<boolean>;

const soaks: Readonly<Record<string, { readonly run: Soak; readonly count: number }>> = {
  costs: { run: soakCosts, count: 5_000 },
  kills: { run: soakKills, count: 200 },
  openings: { run: soakOpenings, count: 50_000 },
  signals: { run: soakSignals, count: 50 },
  rounds: { run: soakRounds, count: 500 },
  texts: { run: soakTexts, count: 2_000 },
};

/** Answers the exit status. Faults are asked for by name, of all else there is a number. */
export async function soak([name = '', ...given]: readonly string[]): Promise<number> {
  if (name === 'faults') return (await soakFaults(given)) ? 0 : 1;
  const chosen = Object.hasOwn(soaks, name) ? soaks[name] : undefined;
  const [count] = given;
  const number = count === undefined ? (chosen?.count ?? 0) : Number(count);
  if (chosen === undefined || !Number.isInteger(number) || number < 1) {
    console.error(`Say which, and how often: npm run soak -- ${Object.keys(soaks).join('|')} [NUMBER]`);
    console.error('Or which faults are to be noticed: npm run soak -- faults [NAME…]');
    return 2;
  }
  return (await chosen.run(number)) ? 0 : 1;
}
