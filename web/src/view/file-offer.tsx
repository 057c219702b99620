import { type Fetch, fetchOf } from '../model/fetches';
import { formatPercent } from '../model/format';
import { useApplication, useStore } from './context';
import { Icon } from './icon';

/** A link to a file in a conversation: what one shares oneself, or what one may download. */
export function FileOffer({ link, mine }: { link: string; mine: boolean }) {
  const application = useApplication();
  const { shares, fetches } = useStore(application);
  if (mine) {
    const share = shares.find((it) => it.link === link);
    return (
      <span class="file-offer">
        <Icon name="file" /> {share?.name ?? 'A file'}
      </span>
    );
  }
  const fetch = fetchOf(fetches, link);
  return (
    <button class="file-offer" onClick={() => void application.open(link)}>
      <Icon name={fetch?.stage === 'done' ? 'check' : 'download'} />
      {fetch ? progressOf(fetch) : 'Download the file'}
    </button>
  );
}

function progressOf({ name, stage, bytes, size }: Fetch): string {
  const file = name ?? 'The file';
  if (stage === 'done') {
    return `${file} is here`;
  }
  return size ? `${file} · ${formatPercent(bytes / size)}` : 'Looking for the file…';
}
