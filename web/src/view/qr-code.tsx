import { correction, generate } from 'lean-qr';
import { useMemo } from 'preact/hooks';

/** Light squares around the code, as the standard asks for. */
const QUIET = 4;

/** A QR code of a link, drawn as one path. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => draw(text), [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}

function draw(text: string): { path: string; size: number } {
  const code = generate(text, { minCorrectionLevel: correction.L });
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (code.get(x, y)) {
        path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
      }
    }
  }
  return { path, size: code.size + 2 * QUIET };
}
