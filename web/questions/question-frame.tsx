import { useEffect, useRef, useState } from 'preact/hooks';
import './questions.css';

export interface QuestionFrameProps {
  readonly src: string;
  readonly title: string;
  /** In pixels; 0 fits the window. */
  readonly height: number;
  /** The page says that it handed its form in. */
  readonly onSubmitted?: (() => void) | undefined;
}

/** The rights of a HIT's page, whose origin is another than ours: it reaches nothing around it. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups';

/**
 * Browsers ask before a page from the internet may reach this machine, as one must that posts its form to a
 * turksim that runs here. Without this they refuse without asking.
 */
const allow = 'local-network-access; local-network; loopback-network';

export function QuestionFrame({ src, title, height, onSubmitted }: QuestionFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow) return;
      if ((event.data as { turksim?: unknown } | null)?.turksim === 'submitted') onSubmitted?.();
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, [onSubmitted]);
  // A page of our own origin would be let in by its sandbox: ExternalURLs are https, but a proxy may be too.
  if (new URL(src).origin === location.origin)
    return (
      <p class="notice notice-bad">This HIT’s page lies on turksim’s own address, so it is not shown.</p>
    );
  return (
    <div class="frame-box">
      {!isLoaded && <p class="loading">Loading the requester’s page…</p>}
      <iframe
        ref={frame}
        src={src}
        title={title}
        sandbox={sandbox}
        allow={allow}
        style={{ height: height > 0 ? `${height}px` : 'max(420px, calc(100vh - 220px))' }}
        onLoad={() => setLoaded(true)}
      />
    </div>
  );
}
