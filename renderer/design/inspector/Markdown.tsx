import { Fragment } from 'react';
import { parseInline, parseMarkdown, type Block } from './markdown';
import styles from './teaching.module.css';

export function Markdown({ source }: { readonly source: string }) {
  return (
    <div className={styles.text}>
      {parseMarkdown(source).map((block, index) => (
        <OneBlock key={index} block={block} />
      ))}
    </div>
  );
}

function OneBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level <= 2 ? <h4>{block.text}</h4> : <h5>{block.text}</h5>;
    case 'code':
      return <pre>{block.text}</pre>;
    case 'paragraph':
      return (
        <p>
          <Inline text={block.text} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) => (
            <li key={index}>
              <Inline text={item} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Inline({ text }: { readonly text: string }) {
  return parseInline(text).map((span, index) => {
    switch (span.kind) {
      case 'strong':
        return <strong key={index}>{span.text}</strong>;
      case 'emphasis':
        return <em key={index}>{span.text}</em>;
      case 'code':
        return <code key={index}>{span.text}</code>;
      case 'text':
        return <Fragment key={index}>{span.text}</Fragment>;
    }
  });
}
