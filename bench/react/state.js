// The state of one guide outside of React, so that a press renders only what it changes: every component subscribes
// to the part that it shows (what Zustand and Redux do).

import { createContext, useContext, useSyncExternalStore } from "react";

export function createStore() {
  let state = { site: null, topic: null, term: null, ticks: new Set(), receptors: {}, voice: "own", said: "" };
  const listeners = new Set();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const Store = createContext(null);
export const Words = createContext(null);
/** Takes what makes the content of a closed row in its turn; null where it is made with the row. */
export const Turns = createContext(null);

/** Turns, between which the page does what it has to do; `done` is called when all that waits is made. */
export function createTurns(done) {
  const waiting = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    // What is in view is painted first.
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    while (waiting.length) {
      await waiting.shift()();
      await scheduler.yield();
    }
    isRunning = false;
    done();
  };
  return (make) => {
    waiting.push(make);
    if (!isRunning) run();
  };
}

/** What the store holds now, as `select` sees it. */
export function useStore(select) {
  const store = useContext(Store);
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
