import type { State } from '../model/state';
import { standing } from '../model/status';

/** The name of the application and how this peer stands in the network. */
export function TopBar({ state }: { state: State }) {
  const { tone, text, detail } = standing(state.phase, state.network, state.detached);
  return (
    <header class="top">
      <h1 class="brand">
        <svg class="mark" viewBox="-16 -16 32 32" aria-hidden="true">
          <path d="M0-14V14M-12.100-7L12.100 7M-12.100 7L12.100-7" />
          <path d="M0-9.500L8.200-4.750V4.750L0 9.500L-8.200 4.750V-4.750Z" />
          <path d="M0-4.800L4.160-2.400V2.400L0 4.800L-4.160 2.400V-2.400Z" />
        </svg>
        <span class="brand-name">Gossamer</span>
      </h1>
      <p
        class={`standing tone-${tone}`}
        title={detail}
        data-testid="status"
        data-phase={state.phase}
      >
        {text}
      </p>
      {/* Read out when the standing changes, not whenever a peer comes or goes. */}
      <p class="sr-only" role="status">
        {detail}
      </p>
    </header>
  );
}
