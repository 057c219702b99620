import { count } from '../model/format';
import type { State } from '../model/state';
import { useApplication } from './context';
import { NetworkPicture } from './network-picture';
import { NetworkTable } from './network-table';

/** The network as this peer sees it, and the switch that leaves the masters. */
export function NetworkPanel({ state }: { state: State }) {
  const { session } = useApplication();
  const { network, detached, phase } = state;
  return (
    <section class="card network" aria-labelledby="network-title">
      <h2 id="network-title">Network</h2>
      {network ? (
        <>
          <NetworkPicture view={network} />
          <NetworkTable view={network} />
        </>
      ) : (
        <p class="muted">The picture appears once you have joined.</p>
      )}
      <div class="row switch-row">
        <div class="grow">
          <p id="detach-label">Leave all masters</p>
          <p class="muted" id="detach-detail">
            {detached
              ? `${count(network?.neighbours.length ?? 0, 'peer')} carry everything now.`
              : 'Go on with the connected peers alone.'}
          </p>
        </div>
        <button
          class="switch"
          role="switch"
          aria-checked={detached}
          aria-labelledby="detach-label"
          aria-describedby="detach-detail"
          disabled={phase !== 'joined'}
          onClick={() => session.setDetached(!detached)}
          data-testid="detach"
        >
          <span class="knob" />
        </button>
      </div>
    </section>
  );
}
