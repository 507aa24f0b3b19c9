/** A block's expression in Python. */
import {
  type Environment,
  evaluate,
  ExpressionError,
  readExpression,
  type ExpressionValue,
} from '../../layers/support/expression';
import { pythonLiteral } from './python-text';

interface Part {
  readonly text: string;
  /** As in Python: what binds tighter has more. */
  readonly binds: number;
  /** The same as an expression of ours, in brackets. */
  readonly source: string;
  /** Whether it is true or false, whatever it is made of. */
  readonly logical: boolean;
}

const binds: Readonly<Record<string, number>> = {
  '?': 1,
  '||': 2,
  '&&': 3,
  '!': 4,
  '==': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};
const PREFIX = 8;
const ATOM = 9;

/** Python has it otherwise, so this can't be said in it. */
class Untranslatable extends Error {}

/**
 * `i == 0 ? 2 : 1` -> `2 if i == 0 else 1`, exactly for these environments; null where Python would compute something
 * else. Whole quotients become `//`, since sizes must be whole numbers there. `nameOf` says what a name is called.
 */
export function toPython(
  source: string,
  environments: readonly Environment[],
  nameOf: (name: string) => string,
): string | null {
  const values = (part: Part): readonly ExpressionValue[] =>
    environments.flatMap((environment): readonly ExpressionValue[] => {
      try {
        return [evaluate(part.source, environment)];
      } catch (error) {
        // In a branch that is not taken there.
        if (error instanceof ExpressionError) return [];
        throw error;
      }
    });
  const within = (part: Part, least: number): string => (part.binds < least ? `(${part.text})` : part.text);
  const whole = (part: Part): boolean => values(part).every((value) => Number.isInteger(value));
  const atom = (text: string, own: string, logical = false): Part => ({
    text,
    binds: ATOM,
    source: own,
    logical,
  });

  const divide = (left: Part, right: Part): Part => {
    const own = `(${left.source} / ${right.source})`;
    const exact = whole({ text: '', binds: 0, source: own, logical: false }) && whole(left) && whole(right);
    const sign = exact ? '//' : '/';
    return {
      text: `${within(left, 7)} ${sign} ${within(right, PREFIX)}`,
      binds: 7,
      source: own,
      logical: false,
    };
  };

  try {
    const part = readExpression<Part>(source, {
      number: (value) => atom(pythonLiteral(value), `${value}`),
      text: (value) => atom(pythonLiteral(value), `'${value}'`),
      truth: (value) => atom(pythonLiteral(value), `${value}`, true),
      name: (name) => atom(nameOf(name), name, typeof environments[0]?.[name] === 'boolean'),
      unary(sign, inner) {
        const own = `(${sign}${inner.source})`;
        if (sign === '!') return { text: `not ${within(inner, 4)}`, binds: 4, source: own, logical: true };
        return { text: `${sign}${within(inner, PREFIX)}`, binds: PREFIX, source: own, logical: false };
      },
      binary(sign, left, right) {
        const own = `(${left.source} ${sign} ${right.source})`;
        if (sign === '/') return divide(left, right);
        const level = binds[sign] ?? 0;
        if (sign === '||' || sign === '&&') {
          // Python gives the operand itself, which is the same only where that is true or false.
          if (!left.logical || !right.logical) throw new Untranslatable();
          const word = sign === '||' ? 'or' : 'and';
          return {
            text: `${within(left, level)} ${word} ${within(right, level + 1)}`,
            binds: level,
            source: own,
            logical: true,
          };
        }
        const plain = sign === '===' ? '==' : sign === '!==' ? '!=' : sign;
        const compares = binds[plain] === 5;
        // True == 1 in Python.
        const kinds = new Set([...values(left), ...values(right)].map((value) => typeof value));
        if (compares && kinds.size > 1) throw new Untranslatable();
        // The remainder of a negative number has another sign there.
        if (plain === '%' && [...values(left), ...values(right)].some((value) => Number(value) < 0))
          throw new Untranslatable();
        const own2 = binds[plain] ?? 0;
        return {
          // Comparisons in a row mean something else in Python: both sides go into brackets.
          text: `${within(left, compares ? own2 + 1 : own2)} ${plain} ${within(right, own2 + 1)}`,
          binds: own2,
          source: own,
          logical: compares,
        };
      },
      conditional: (condition, yes, no) => ({
        text: `${within(yes, 2)} if ${within(condition, 2)} else ${no.text}`,
        binds: 1,
        source: `(${condition.source} ? ${yes.source} : ${no.source})`,
        logical: yes.logical && no.logical,
      }),
      list: (entries) =>
        atom(
          `[${entries.map((each) => each.text).join(', ')}]`,
          `[${entries.map((each) => each.source).join(', ')}]`,
        ),
      entry: (list, index) => atom(`${within(list, ATOM)}[${index.text}]`, `${list.source}[${index.source}]`),
      call(name, given) {
        const own = `${name}(${given.map((each) => each.source).join(', ')})`;
        const [first] = given;
        const quotient = first && /^(.*) \/ (\S+)$/.exec(first.text);
        if (name === 'floor' && quotient && first.binds === 7)
          return { text: `${quotient[1]} // ${quotient[2]}`, binds: 7, source: own, logical: false };
        if (name === 'floor' && first?.binds === 7 && first.text.includes(' // ') && whole(first))
          return { ...first, source: own };
        const list = given.map((each) => each.text).join(', ');
        if (name === 'min' || name === 'max') {
          // Of a single one Python wants a list.
          return given.length === 1 && first ? { ...first, source: own } : atom(`${name}(${list})`, own);
        }
        if (name === 'round') return atom(`math.floor(${first ? within(first, 6) : '0'} + 0.5)`, own);
        return atom(`math.${name}(${list})`, own);
      },
    });
    return part.text;
  } catch (error) {
    if (error instanceof Untranslatable || error instanceof ExpressionError) return null;
    throw error;
  }
}
