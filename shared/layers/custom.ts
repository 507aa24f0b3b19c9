import type { Shape } from './shape';
import { defineLayer, type Finding } from './define';
import { choice, text } from '../schema/fields';
import { evaluate, ExpressionError, type Environment } from './support/expression';
import { refuse, weightless } from './support/pointwise';
import { count, shapeText } from './support/words';

const names = 'H, W and C';

/** A layer that a researcher invents: drawn and counted by expressions over its input's H, W and C (n for a vector). */
export const custom = defineLayer({
  type: 'Custom',
  label: 'Custom',
  stem: 'custom',
  category: 'shape',
  role: 'linear',
  icon: 'pencil-ruler',
  summary: 'A layer of your own: say what shape comes out and how many parameters it has.',
  aliases: ['own layer', 'lambda', 'placeholder', 'nn.Module'],
  params: {
    label: text({ default: 'My layer', maxLength: 60, label: 'Label', help: 'What the row shows.' }),
    color: choice({
      default: 'grey',
      label: 'Colour',
      help: 'The colour of the row’s mark.',
      options: [
        { value: 'grey', label: 'Grey' },
        { value: 'blue', label: 'Blue' },
        { value: 'green', label: 'Green' },
        { value: 'amber', label: 'Amber' },
        { value: 'red', label: 'Red' },
        { value: 'violet', label: 'Violet' },
      ],
    }),
    outputShape: text({
      default: 'H, W, C',
      maxLength: 300,
      label: 'Output shape',
      help: `Sizes with commas between, from ${names} of the input (n for a vector): floor(H / 2), floor(W / 2), C * 2.`,
    }),
    parameters: text({
      default: '0',
      maxLength: 300,
      label: 'Parameters',
      help: `How many trainable numbers it has, from ${names}: 3 * 3 * C * C + C.`,
    }),
  },
  ...weightless,
  notExecutable: 'A custom layer is drawn and counted only. Replace it by layers that can be run.',
  infer({ outputShape, parameters }, [input = []]) {
    const environment = sizesOf(input);
    if (environment === null)
      return { shapes: [outputShape.split(',').map(() => null)], steps: [], findings: [] };
    const sizes = partsOf(outputShape).map((part) => attempt(part, environment, 1));
    const wrong = sizes.find((size) => typeof size === 'string');
    if (wrong !== undefined) return refuse(expressionFinding('outputShape', wrong, sameShape(input)));
    if (sizes.length !== 1 && sizes.length !== 3)
      return refuse(
        expressionFinding(
          'outputShape',
          'An output has three sizes, height, width and channels, or one.',
          sameShape(input),
        ),
      );
    const amount = attempt(parameters, environment, 0);
    if (typeof amount === 'string') return refuse(expressionFinding('parameters', amount, none));
    const shape = sizes.filter((size): size is number => typeof size === 'number');
    const step = {
      title: 'Output shape',
      formula: outputShape,
      filled: shapeText(input),
      result: shapeText(shape),
    };
    return { shapes: [shape], steps: [step], findings: [] };
  },
  weights({ parameters }, [input = []]) {
    const environment = sizesOf(input);
    const amount = environment === null ? 0 : attempt(parameters, environment, 0);
    if (typeof amount !== 'number' || amount === 0) return [];
    return [
      { name: 'parameters', shape: [amount], trainable: true, initializer: { kind: 'zeros' }, decay: true },
    ];
  },
  window: () => 'unknown',
  brief: ({ label }) => label,
  explain({ parameters }, [input = []]) {
    const environment = sizesOf(input);
    const amount = environment === null ? 0 : attempt(parameters, environment, 0);
    return {
      parameters: {
        title: 'Parameters',
        formula: parameters,
        filled: Object.entries(environment ?? {})
          .map(([name, size]) => `${name} = ${String(size)}`)
          .join(', '),
        result: count(typeof amount === 'number' ? amount : 0),
      },
    };
  },
  lower() {
    throw new Error('A custom layer can not be run.');
  },
  keras: ({ label }) => ({
    kind: 'unsupported',
    reason: `“${label}” is a layer of your own: write it in Python.`,
  }),
  pytorch: ({ label }) => ({
    kind: 'unsupported',
    reason: `“${label}” is a layer of your own: write it in Python.`,
  }),
});

/** Commas inside brackets belong to functions. */
function partsOf(expressions: string): readonly string[] {
  let depth = 0;
  const parts: string[] = [];
  let part = '';
  for (const letter of `${expressions},`) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  return parts;
}

/** Null while a size is unknown. */
function sizesOf(input: Shape): Environment | null {
  const [first = null, width = null, channels = null] = input;
  if (first === null) return null;
  if (input.length === 1) return { n: first };
  return width === null || channels === null ? null : { H: first, W: width, C: channels };
}

/** A whole number of at least `min`, or a sentence that says why it is none. */
function attempt(source: string, environment: Environment, min: number): number | string {
  try {
    const value = evaluate(source.trim(), environment);
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= 1e12) return value;
    return `“${source.trim()}” gives ${typeof value === 'number' ? count(value) : String(value)}, but a whole number of at least ${min} is needed; floor( ) rounds down.`;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}

const none = { label: 'Count no parameters', value: '0' };
const sameShape = (input: Shape) => ({
  label: 'Let the shape stay as it is',
  value: input.length === 1 ? 'n' : 'H, W, C',
});

const expressionFinding = (
  param: string,
  message: string,
  { label, value }: { readonly label: string; readonly value: string },
): Finding => ({
  severity: 'error',
  code: 'custom-expression',
  param,
  message,
  suggestions: [{ kind: 'setParams', label, params: { [param]: value } }],
});
