import { useEffect } from 'preact/hooks';
import type { Application } from '../control/application';
import { conversationWith } from '../model/conversations';
import type { State } from '../model/state';
import { Banner } from './banner';
import { ConnectCard } from './connect-card';
import { ApplicationProvider, useStore } from './context';
import { ConversationList } from './conversation-list';
import { ConversationView } from './conversation';
import { DropTarget } from './drop-target';
import { FilesPanel } from './files-panel';
import { Insecure } from './insecure';
import { NetworkPanel } from './network-panel';
import { Notices } from './notices';
import { SelfCard } from './self-card';
import { Tabs } from './tabs';
import { TopBar } from './top-bar';
import { Welcome } from './welcome';

/** The whole page. */
export function Root({ application }: { application: Application }) {
  const state = useStore(application);
  useTitle(state);
  const talking = state.conversations.current !== null;
  return (
    <ApplicationProvider value={application}>
      <div class="app" data-panel={state.panel} data-talking={talking}>
        <TopBar state={state} />
        {state.phase === 'insecure' ? (
          <Insecure address={new URL(location.href)} />
        ) : (
          <>
            <section class="banners" aria-label="State of the network">
              <Banner state={state} />
            </section>
            <Panels state={state} />
            <Tabs state={state} />
            <DropTarget />
          </>
        )}
        <Notices notices={state.notices} />
      </div>
    </ApplicationProvider>
  );
}

function Panels({ state }: { state: State }) {
  const current = conversationWith(state.conversations, state.conversations.current);
  return (
    <main class="panels">
      <div class="panel people">
        <SelfCard self={state.self} />
        <ConnectCard dials={state.dials} />
        {state.conversations.list.length > 0 ? (
          <ConversationList conversations={state.conversations} />
        ) : (
          <Welcome />
        )}
      </div>
      <div class="panel stage">
        {current ? <ConversationView conversation={current} /> : <Welcome />}
      </div>
      <div class="side">
        <div class="panel side-files">
          <FilesPanel shares={state.shares} fetches={state.fetches} />
        </div>
        <div class="panel side-network">
          <NetworkPanel state={state} />
        </div>
      </div>
    </main>
  );
}

/** Unread messages show in the title, for a page that is in the background. */
function useTitle(state: State): void {
  const unread = state.conversations.list.reduce((sum, it) => sum + it.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Gossamer` : 'Gossamer';
  }, [unread]);
}
