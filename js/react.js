'use client';
// The entry `./react`.
import {
  createContext,
  createElement,
  Fragment,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { LoginStore } from './login-store.js';

/** @typedef {import('react').ReactNode} ReactNode */

const LoginContext = createContext(/** @type {LoginStore | null} */ (null));

/** @param {string} name of the hook or component that needs the store */
const useStore = (name) => {
  const store = useContext(LoginContext);
  if (!store) throw new Error(`${name} needs a <LoginProvider> above it.`);
  return store;
};

/** A layout effect, which a server cannot run; React 18 would print a warning there. */
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * @param {{ api?: unknown, options?: unknown, loadUser?: boolean, children?: ReactNode }} props
 */
export const LoginProvider = ({ api, options, loadUser = true, children }) => {
  if (!api === !options) throw new Error('<LoginProvider> needs either `api` or `options`.');
  const make = () => new LoginStore(api, options, loadUser);
  const [store, setStore] = useState(make);
  // Another instance has another session. Only the options of the first render count: an object literal in JSX is a
  // new object in each render.
  if (store.given !== api) setStore(make);
  // Before the components below subscribe, which requests the user.
  useBrowserEffect(() => store.setLoadsUser(loadUser), [store, loadUser]);
  return createElement(LoginContext.Provider, { value: store }, children);
};

export const useLogin = () => {
  const { subscribe, snapshot, serverSnapshot } = useStore('useLogin()');
  return useSyncExternalStore(subscribe, snapshot, serverSnapshot);
};

/**
 * @typedef {object} Outcome what a component shows of a store
 * @property {LoginStore} store
 * @property {boolean} isHandled
 * @property {{ error: unknown } | null} failure
 */

/** @typedef {(last: Outcome) => Outcome} Change what `setState` takes, so that an equal outcome causes no render */

/** What a component shows at first. @param {LoginStore} store @returns {Outcome} */
const atFirst = (store) => ({ store, isHandled: false, failure: null });

/** A sign-in is being handled. @param {LoginStore} store @returns {Change} */
const underWay = (store) => (last) =>
  last.store === store && !last.isHandled ? last : atFirst(store);

/** There is nothing to handle. A failure that is shown stays. @param {LoginStore} store @returns {Change} */
const without = (store) => (last) =>
  last.store === store && last.isHandled ? last : { store, isHandled: true, failure: null };

/**
 * @param {{
 *   onResult?: (result: unknown) => void,
 *   loading?: ReactNode,
 *   renderError?: (error: any, retry: () => void) => ReactNode,
 *   children?: ReactNode,
 * }} props
 */
export const LoginCallback = ({ onResult, loading, renderError, children }) => {
  const store = useStore('<LoginCallback>');
  const [last, setOutcome] = useState(atFirst(store));
  // Another instance's outcome is none.
  const { isHandled, failure } = last.store === store ? last : atFirst(store);
  const [attempt, setAttempt] = useState(0);
  const listener = useRef(onResult);
  useEffect(() => {
    listener.current = onResult;
  });
  // A layout effect runs before the browser paints, so `loading` does not flash. It is also the only kind of effect that
  // runs when a boundary of Suspense shows this component again.
  useBrowserEffect(() => {
    // StrictMode runs this effect twice. Both runs share one callback.
    const followed = store.follow(listener);
    if (!followed) return setOutcome(without(store));
    setOutcome(underWay(store));
    let isMounted = true;
    followed.promise.then(
      () => isMounted && setOutcome({ store, isHandled: true, failure: null }),
      (error) => isMounted && setOutcome({ store, isHandled: true, failure: { error } }),
    );
    return () => {
      isMounted = false;
      followed.leave();
    };
  }, [store, attempt]);

  const retry = () => {
    // The app may call this at any time. If there is nothing to try again, the effect finds that.
    store.retry();
    setOutcome(underWay(store));
    setAttempt((number) => number + 1);
  };
  if (!isHandled) return createElement(Fragment, null, loading);
  if (failure && renderError) {
    return createElement(Fragment, null, renderError(failure.error, retry));
  }
  return createElement(Fragment, null, children);
};
