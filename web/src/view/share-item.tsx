import { useState } from 'preact/hooks';
import { formatBytes, formatPercent } from '../model/format';
import type { Share } from '../model/shares';
import { useApplication } from './context';
import { Icon } from './icon';
import { ProblemLine } from './problem-line';
import { QrCode } from './qr-code';

/** A file that is shared, or being made ready for it. */
export function ShareItem({ share }: { share: Share }) {
  const { sharing } = useApplication();
  const { key, name, size, link, problem } = share;
  return (
    <li class="item">
      <div class="item-head">
        <Icon name="file" />
        <div class="grow">
          <p class="name" title={name}>
            {name}
          </p>
          <p class="muted">{link && !problem ? `${formatBytes(size)} · shared` : formatBytes(size)}</p>
        </div>
        <button class="button quiet" onClick={() => sharing.stop(key)} aria-label={`${link ? 'Stop sharing' : 'Cancel'} ${name}`}>
          {problem ? 'Dismiss' : link ? 'Stop' : 'Cancel'}
        </button>
      </div>
      {problem ? (
        <ProblemLine problem={problem} />
      ) : link ? (
        <HandOver link={link} name={name} />
      ) : (
        <Hashing share={share} />
      )}
    </li>
  );
}

function Hashing({ share: { name, size, hashed } }: { share: Share }) {
  const fraction = size > 0 ? hashed / size : 0;
  return (
    <div class="progress-line">
      <progress
        max={1}
        value={fraction}
        aria-label={`Preparing ${name}`}
        data-testid="share-progress"
      />
      <p class="muted">Preparing · {formatPercent(fraction)}</p>
    </div>
  );
}

function HandOver({ link, name }: { link: string; name: string }) {
  const application = useApplication();
  const [coded, setCoded] = useState(false);
  return (
    <>
      <a class="link-line" href={link} target="_blank" data-testid="share-link">
        {link}
      </a>
      <div class="row">
        <button class="button grow" onClick={() => void application.copy(link, 'Link')}>
          <Icon name="copy" /> Copy link
        </button>
        {'share' in navigator && (
          <button class="button" onClick={() => void application.handOver(link)}>
            <Icon name="share" /> Share
          </button>
        )}
        <button class="button" aria-expanded={coded} onClick={() => setCoded(!coded)}>
          <Icon name="qr" /> QR
        </button>
      </div>
      {coded && <QrCode text={link} label={`QR code of the link to ${name}`} />}
    </>
  );
}
