import { memo } from 'react';
import type { Mark, Scene } from '../../shared/export/figure/scene';

/** The marks of a scene as elements of the SVG around them. */
export const SceneMarks = memo(function SceneMarks({ marks }: Pick<Scene, 'marks'>) {
  return marks.map((mark, index) => <MarkView key={index} mark={mark} />);
});

function MarkView({ mark }: { readonly mark: Mark }) {
  if (mark.mark === 'text') {
    const { text, x, y, anchor, size, weight, color } = mark;
    return (
      <text x={x} y={y} textAnchor={anchor} fontSize={size} fontWeight={weight} fill={color}>
        {text}
      </text>
    );
  }
  const { d, fill, stroke, width, dash } = mark;
  return (
    <path
      d={d}
      fill={fill ?? 'none'}
      stroke={stroke ?? undefined}
      strokeWidth={width}
      strokeDasharray={dash?.join(' ')}
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  );
}
