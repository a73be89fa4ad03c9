// The next task of the page, without the wait that a timer has.

const { port1, port2 } = new MessageChannel();

/**
 * Lets everything end that is under way: what one side has still to do after its promise is settled
 * shall not run in the time of the next.
 */
export const turn = () =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
