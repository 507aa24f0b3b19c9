import { type Numbers, type Reference, type LayerReference, sizeOf, numbers } from './testing/reference';

function concatenate({ inputs }: Reference): Numbers {
  const widths = inputs.map(({ shape }) => shape.at(-1) ?? 0);
  const total = widths.reduce((a, b) => a + b, 0);
  const lead = inputs[0]!.shape.slice(0, -1);
  const out = numbers([...lead, total]);
  for (let row = 0; row < sizeOf(lead); row += 1) {
    let at = row * total;
    inputs.forEach(({ data }, k) => {
      for (let c = 0; c < widths[k]!; c += 1) out.data[at++] = data[row * widths[k]! + c]!;
    });
  }
  return out;
}

export const reference: LayerReference = concatenate;
