import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Application } from '../control/application';
import type { State } from '../model/state';

const Context = createContext<Application | null>(null);

/** Gives the application to the views within. */
export const ApplicationProvider = Context.Provider;

/** The application around a view. */
export function useApplication(): Application {
  const application = useContext(Context);
  if (!application) {
    throw new Error('a view outside of the application');
  }
  return application;
}

/** A hidden page gets no frames: it is drawn after this many milliseconds, for its title and tests. */
const UNSEEN = 250;

/** The state, and a new rendering at most once per frame when it changed. */
export function useStore(application: Application): State {
  const { store } = application;
  const [state, setState] = useState(store.state);
  useEffect(() => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      timer = undefined;
    };
    const draw = () => {
      cancel();
      setState(store.state);
    };
    const unsubscribe = store.subscribe(() => {
      if (timer === undefined) {
        frame = requestAnimationFrame(draw);
        timer = setTimeout(draw, UNSEEN);
      }
    });
    draw();
    return () => {
      unsubscribe();
      cancel();
    };
  }, [store]);
  return state;
}

/** The time in milliseconds, anew every second while it is needed. */
export function useNow(needed: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!needed) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [needed]);
  return needed ? Math.max(now, Date.now()) : now;
}
