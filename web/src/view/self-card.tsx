import { useState } from 'preact/hooks';
import type { Self } from '../model/state';
import { Avatar } from './avatar';
import { useApplication } from './context';
import { Icon } from './icon';
import { QrCode } from './qr-code';

/** Who this peer is, and its link to hand over. */
export function SelfCard({ self }: { self: Self | null }) {
  const application = useApplication();
  return (
    <section class="card self" aria-labelledby="self-title">
      <div class="who">
        {self ? <Avatar id={self.id} /> : <span class="avatar placeholder" />}
        <div class="grow">
          <h2 id="self-title">You</h2>
          {self ? (
            <code class="id" data-testid="own-id" title={self.id}>
              {self.id}
            </code>
          ) : (
            <p class="muted">No id yet</p>
          )}
        </div>
        {self && (
          <button
            class="button quiet round"
            aria-label="Copy id"
            title="Copy id"
            onClick={() => void application.copy(self.id, 'Id')}
          >
            <Icon name="copy" />
          </button>
        )}
      </div>
      {self ? <HandOver self={self} /> : <p class="muted">Your link appears once you have joined.</p>}
    </section>
  );
}

function HandOver({ self }: { self: Self }) {
  const application = useApplication();
  const [coded, setCoded] = useState(false);
  return (
    <>
      <p class="muted">Whoever opens your link is connected to you. It works while this page is open.</p>
      <a class="link-line" href={self.link} target="_blank" data-testid="own-link">
        {self.link}
      </a>
      <div class="row">
        <button class="button primary grow" onClick={() => void application.copy(self.link, 'Link')}>
          <Icon name="copy" /> Copy link
        </button>
        {'share' in navigator && (
          <button class="button" onClick={() => void application.handOver(self.link)}>
            <Icon name="share" /> Share
          </button>
        )}
        <button class="button" aria-expanded={coded} aria-controls="self-qr" onClick={() => setCoded(!coded)}>
          <Icon name="qr" /> QR
        </button>
      </div>
      <div id="self-qr" hidden={!coded}>
        {coded && <QrCode text={self.link} label="QR code of your link" />}
      </div>
    </>
  );
}
