import type { Fetch } from '../model/fetches';
import { count, formatBytes, formatDuration, formatPercent, formatSpeed } from '../model/format';
import { secondsLeft, speed } from '../model/rate';
import { useApplication, useNow } from './context';
import { Icon } from './icon';
import { ProblemLine } from './problem-line';

/** A download: how far it is, then the file. */
export function FetchItem({ fetch }: { fetch: Fetch }) {
  const { fetching } = useApplication();
  const { key, stage, size } = fetch;
  const name = fetch.name ?? 'A file';
  const running = stage === 'looking' || stage === 'running';
  return (
    <li class="item" data-stage={stage}>
      <div class="item-head">
        <Icon name="download" />
        <div class="grow">
          <p class="name" title={name} data-testid="fetch-name">
            {name}
          </p>
          {size !== null && <p class="muted">{formatBytes(size)}</p>}
          {size === null && running && <p class="muted">Looking for somebody who has it…</p>}
        </div>
        {running ? (
          <button
            class="button quiet"
            aria-label={`Cancel ${name}`}
            onClick={() => fetching.cancel(key)}
            data-testid="fetch-cancel"
          >
            Cancel
          </button>
        ) : (
          <button class="button quiet" aria-label={`Remove ${name}`} onClick={() => fetching.remove(key)}>
            Remove
          </button>
        )}
      </div>
      <Stage fetch={fetch} name={name} />
    </li>
  );
}

function Stage({ fetch, name }: { fetch: Fetch; name: string }) {
  const application = useApplication();
  const { key, link, stage, problem } = fetch;
  switch (stage) {
    case 'looking':
    case 'running':
      return <Running fetch={fetch} name={name} />;
    case 'done':
      return <Done fetch={fetch} name={name} />;
    case 'failed':
    case 'cancelled':
      return (
        <>
          {stage === 'failed' && problem ? (
            <ProblemLine problem={problem} />
          ) : (
            <p class="muted">Cancelled.</p>
          )}
          <button
            class="button"
            onClick={() => {
              application.fetching.remove(key);
              void application.fetching.start(link);
            }}
          >
            Try again
          </button>
        </>
      );
  }
}

function Running({ fetch, name }: { fetch: Fetch; name: string }) {
  const { bytes, size, rate, holders } = fetch;
  const now = useNow(true);
  const bytesPerSecond = speed(rate, now);
  const left = size === null ? null : secondsLeft(rate, size, now);
  const fraction = size ? bytes / size : 0;
  return (
    <div class="progress-line">
      <progress
        max={1}
        {...(size === null ? {} : { value: fraction })}
        aria-label={`Downloading ${name}`}
        data-testid="fetch-progress"
      />
      {size !== null && (
        <dl class="figures">
          <Figure label="Done" value={formatPercent(fraction)} />
          <Figure
            label="Speed"
            value={bytesPerSecond === null ? '…' : formatSpeed(bytesPerSecond)}
            testId="fetch-speed"
          />
          <Figure label="Left" value={left === null ? '…' : formatDuration(left)} testId="fetch-left" />
          <Figure label="From" value={count(holders, 'peer')} testId="fetch-holders" />
        </dl>
      )}
    </div>
  );
}

function Figure({ label, value, testId }: { label: string; value: string; testId?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId}>{value}</dd>
    </div>
  );
}

function Done({ fetch, name }: { fetch: Fetch; name: string }) {
  const { fetching } = useApplication();
  const { key, size, startedAt, finishedAt } = fetch;
  const seconds = Math.max(1, ((finishedAt ?? startedAt) - startedAt) / 1000);
  return (
    <>
      <p class="muted" role="status">
        Complete and verified in {formatDuration(seconds)} ({formatSpeed((size ?? 0) / seconds)}). It is
        passed on while this page is open.
      </p>
      <button
        class="button primary"
        onClick={() => void fetching.save(key)}
        data-testid="fetch-save"
      >
        <Icon name="download" /> Save<span class="sr-only"> {name}</span>
      </button>
    </>
  );
}
