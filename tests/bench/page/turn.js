// Waits for the page's next task, without the delay of a timer.

const { port1, port2 } = new MessageChannel();

/**
 * Lets pending work finish, so that what one side still does after its promise has settled is not
 * counted as time of the next side.
 */
export const turn = () =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
