import type { TargetedEvent } from 'preact';
import type { Fetch } from '../model/fetches';
import type { Share } from '../model/shares';
import { useApplication } from './context';
import { FetchItem } from './fetch-item';
import { Icon } from './icon';
import { ShareItem } from './share-item';

/** Files to give and files to get. */
export function FilesPanel({
  shares,
  fetches,
}: {
  shares: readonly Share[];
  fetches: readonly Fetch[];
}) {
  return (
    <section class="card files" aria-labelledby="files-title">
      <h2 id="files-title">Files</h2>
      {fetches.length > 0 && (
        <ul class="items" aria-label="Downloads">
          {fetches.map((it) => (
            <FetchItem key={it.key} fetch={it} />
          ))}
        </ul>
      )}
      <DropZone />
      {shares.length > 0 && (
        <ul class="items" aria-label="Files you share">
          {shares.map((it) => (
            <ShareItem key={it.key} share={it} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DropZone() {
  const application = useApplication();
  const picked = (event: TargetedEvent<HTMLInputElement>) => {
    application.share(event.currentTarget.files ?? []);
    event.currentTarget.value = '';
  };
  return (
    <label class="drop-zone">
      <input class="sr-only" type="file" multiple onChange={picked} data-testid="file-input" />
      <Icon name="share" />
      <span>
        <strong>Choose files</strong>
        <span class="droppable"> or drop them anywhere</span>
      </span>
      <span class="muted">They stay on this device; you hand over a link.</span>
    </label>
  );
}
