import type { NetworkView } from '@gossamer/peer';
import { shortId } from '../model/format';
import { kindWords, pathWords } from '../model/words';
import { useApplication } from './context';

/** The picture of the network in words, with a way to talk to each peer. */
export function NetworkTable({ view }: { view: NetworkView }) {
  const application = useApplication();
  return (
    <details class="as-table">
      <summary>As a table</summary>
      <div class="scroll-x" role="region" aria-label="Connected peers" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Peer</th>
              <th scope="col">Kind</th>
              <th scope="col">Path</th>
              <th scope="col">Peers</th>
              <th scope="col">
                <span class="sr-only">Talk</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.neighbours.map(({ id, kind, path, neighbours }) => (
              <tr key={id}>
                <th scope="row">
                  <code title={id}>{shortId(id)}</code>
                </th>
                <td>{kindWords(kind)}</td>
                <td>{pathWords(path)}</td>
                <td>{neighbours.length}</td>
                <td>
                  {kind === 'browser' && (
                    <button
                      class="button small"
                      aria-label={`Chat with ${shortId(id)}`}
                      onClick={() => application.talkTo(id)}
                    >
                      Chat
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
