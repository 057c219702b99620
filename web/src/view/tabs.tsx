import type { Panel, State } from '../model/state';
import { useApplication } from './context';
import { Icon } from './icon';

const TABS = [
  { panel: 'people', icon: 'people', label: 'People' },
  { panel: 'files', icon: 'file', label: 'Files' },
  { panel: 'network', icon: 'network', label: 'Network' },
] as const;

/** On narrow screens: one panel at a time, chosen here. */
export function Tabs({ state }: { state: State }) {
  const application = useApplication();
  const marks: Readonly<Record<Panel, number>> = {
    people: state.conversations.list.reduce((sum, it) => sum + it.unread, 0),
    files: state.fetches.filter((it) => it.finishedAt === null).length,
    network: 0,
  };
  return (
    <nav class="tabs" aria-label="Panels">
      {TABS.map(({ panel, icon, label }) => (
        <button
          key={panel}
          class="tab"
          aria-current={state.panel === panel ? 'page' : undefined}
          onClick={() => application.show(panel)}
        >
          <Icon name={icon} />
          {label}
          {marks[panel] > 0 && <span class="badge">{marks[panel]}</span>}
        </button>
      ))}
    </nav>
  );
}
