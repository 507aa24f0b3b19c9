import type { ReactNode } from 'react';

/** A term and its value, in a list of them. */
export function Line(props: {
  readonly term: string;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd title={props.title}>{props.children}</dd>
    </div>
  );
}
