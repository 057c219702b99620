import { useEffect, useState } from 'preact/hooks';
import { useApplication } from './context';
import { Icon } from './icon';

/** Files may be dropped anywhere on the page. */
export function DropTarget() {
  const application = useApplication();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const hover = (event: DragEvent) => {
      if (withFiles(event)) {
        event.preventDefault();
        setOver(true);
      }
    };
    // Leaving for another element of the page has a related target, leaving the page has none.
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) {
        setOver(false);
      }
    };
    window.addEventListener('dragover', hover, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (withFiles(event)) {
          event.preventDefault();
          application.share(event.dataTransfer?.files ?? []);
        }
      },
      { signal },
    );
    return () => controller.abort();
  }, [application]);
  return over ? (
    <div class="drop-target" aria-hidden="true">
      <p>
        <Icon name="share" />
        Drop to share
      </p>
    </div>
  ) : null;
}
