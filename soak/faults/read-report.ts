/** What the tests said, read from the reports that Vitest and Playwright write as JSON. */

export interface Outcome {
  /** Those that ran. */
  readonly tests: readonly { readonly title: string; readonly passed: boolean }[];
  /** Why the tests said nothing, as where a file has no syntax any more; null where they did. */
  readonly broken: string | null;
  /** They had to be ended. */
  readonly endless: boolean;
}

export const brokenBy = (why: string): Outcome => ({ tests: [], broken: why, endless: false });
export const endless: Outcome = { tests: [], broken: null, endless: true };

interface VitestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly specs?: readonly { readonly title: string; readonly ok: boolean }[];
  readonly suites?: readonly PlaywrightSuite[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string }[];
}

/** `status`: the exit status. A file that can't even be loaded has failed, but its tests have noticed nothing. */
function outcomeOf(tests: Outcome['tests'], status: number, why: string | undefined): Outcome {
  const unsaid = status !== 0 && tests.every(({ passed }) => passed);
  return { tests, broken: unsaid ? (why ?? `They ended with ${status}.`) : null, endless: false };
}

export function vitestOutcome(report: string, status: number): Outcome {
  const { testResults } = JSON.parse(report) as VitestReport;
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((result) => result.status === 'passed' || result.status === 'failed')
    .map((result) => ({ title: result.fullName, passed: result.status === 'passed' }));
  return outcomeOf(
    tests,
    status,
    testResults.map(({ message }) => message).find((message) => message !== ''),
  );
}

export function playwrightOutcome(report: string, status: number): Outcome {
  const { suites, errors } = JSON.parse(report) as PlaywrightReport;
  const specsIn = ({ specs = [], suites: inner = [] }: PlaywrightSuite): Outcome['tests'] => [
    ...specs.map(({ title, ok }) => ({ title, passed: ok })),
    ...inner.flatMap(specsIn),
  ];
  return outcomeOf(suites.flatMap(specsIn), status, errors[0]?.message);
}
