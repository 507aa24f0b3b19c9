/** Arithmetic as people type it into a number field: `2*32`, `(224 - 11) / 4 + 1`, `1e-3`, `1,024`. */

/** The value, or null where the text is no arithmetic. Division by zero is none either. */
export function calculate(text: string): number | null {
  const tokens = tokenize(text);
  if (tokens === null || tokens.length === 0) return null;
  let position = 0;

  const take = (...wanted: readonly string[]): string | null => {
    const token = tokens[position];
    if (typeof token !== 'string' || !wanted.includes(token)) return null;
    position += 1;
    return token;
  };

  const sum = (): number => {
    let value = product();
    for (let sign = take('+', '-'); sign !== null; sign = take('+', '-')) {
      value = sign === '+' ? value + product() : value - product();
    }
    return value;
  };

  const product = (): number => {
    let value = factor();
    for (let sign = take('*', '/'); sign !== null; sign = take('*', '/')) {
      value = sign === '*' ? value * factor() : value / factor();
    }
    return value;
  };

  const factor = (): number => {
    if (take('-') !== null) return -factor();
    if (take('(') !== null) {
      const value = sum();
      return take(')') === null ? Number.NaN : value;
    }
    const token = tokens[position];
    position += 1;
    return typeof token === 'number' ? token : Number.NaN;
  };

  const value = sum();
  return position === tokens.length && Number.isFinite(value) ? value : null;
}

const TOKEN = /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([-+*/()×·÷−]))/iy;
const SAME_AS: Readonly<Record<string, string>> = { '×': '*', '·': '*', '÷': '/', '−': '-' };
/** Deeper nesting than this is no typing, and would exhaust the stack. */
const LONGEST = 200;

function tokenize(text: string): readonly (number | string)[] | null {
  const source = text.trim().replace(/(\d),(?=\d{3}(\D|$))/g, '$1');
  if (source.length > LONGEST) return null;
  const tokens: (number | string)[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) return null;
    const [, digits, sign = ''] = match;
    tokens.push(digits === undefined ? (SAME_AS[sign] ?? sign) : Number(digits));
  }
  return tokens;
}
