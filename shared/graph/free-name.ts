/** Names and ids that nothing has yet. */

/** `wanted`, or with the lowest number from 2 behind it that is free. */
export function freeName(wanted: string, taken: (name: string) => boolean, between = ''): string {
  let name = wanted;
  for (let number = 2; taken(name); number += 1) name = `${wanted}${between}${number}`;
  return name;
}

/** An id made of a name: `Basic block` becomes `basic-block`. */
export function idFrom(name: string, otherwise: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  // Names that every object has are no ids.
  return id === '' || id in {} ? otherwise : id;
}
