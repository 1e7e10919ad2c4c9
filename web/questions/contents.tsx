import type { QuestionContent } from '../../server/contract/schemas/question.ts';
import { FormattedText } from './xhtml.tsx';

/** What an Overview, a question or a selection shows. */
export function Contents({ content }: { content: readonly QuestionContent[] }) {
  return (
    <>
      {content.map((piece, place) => (
        <ContentPiece key={place} piece={piece} />
      ))}
    </>
  );
}

export function ContentPiece({ piece }: { piece: QuestionContent }) {
  switch (piece.kind) {
    case 'Title':
      return <h3 class="question-title">{piece.text}</h3>;
    case 'Text':
      return <p class="question-text">{piece.text}</p>;
    case 'List':
      return (
        <ul class="question-list">
          {piece.items.map((item, place) => (
            <li key={place}>{item}</li>
          ))}
        </ul>
      );
    case 'FormattedContent':
      return <FormattedText nodes={piece.nodes} />;
    case 'Binary':
      return <Medium type={piece.type} url={piece.url} altText={piece.altText} />;
    case 'EmbeddedBinary':
      return (
        <Medium
          type={piece.type}
          url={piece.url}
          altText={piece.altText}
          width={piece.width}
          height={piece.height}
        />
      );
    case 'Application':
      return <p class="muted">A {piece.type} application, which no browser runs any more.</p>;
  }
}

interface MediumProps {
  readonly type: string;
  readonly url: string;
  readonly altText: string;
  readonly width?: string;
  readonly height?: string;
}

function Medium({ type, url, altText, ...box }: MediumProps) {
  if (type === 'image') return <img class="question-medium" src={url} alt={altText} {...box} />;
  if (type === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: the requester's recording has none
    return <audio class="question-medium" controls src={url} aria-label={altText} />;
  }
  if (type === 'video') {
    return <video class="question-medium" controls src={url} aria-label={altText} {...box} />;
  }
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {altText}
    </a>
  );
}
